import { expect } from 'chai';
import * as fc from 'fast-check';
import { compileTimer } from '../../../../engine/model/timer/compile-timer.ts';

const moments = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2090-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const zones = fc.constantFrom('UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
const small = fc.integer({ min: 0, max: 60 });

/** Local date and hour in a zone, by Intl: independent of how the timers compute. */
const localParts = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);

describe('timers, whatever the moment and the zone', () => {
  it('exact durations add exactly', () => {
    fc.assert(
      fc.property(moments, zones, small, small, small, (moment, timeZone, hours, minutes, seconds) => {
        const { dueAt } = compileTimer('duration', `PT${hours}H${minutes}M${seconds}S`, { timeZone }).first({}, moment);
        expect(dueAt.getTime() - moment.getTime()).to.equal(((hours * 60 + minutes) * 60 + seconds) * 1000);
      }),
      { numRuns: 200 },
    );
  });

  it('calendar durations never lead to the past, and longer ones not to earlier moments', () => {
    fc.assert(
      fc.property(moments, zones, small, small, small, (moment, timeZone, years, months, days) => {
        const due = (extra: number): Date =>
          compileTimer('duration', `P${years}Y${months}M${days + extra}D`, { timeZone }).first({}, moment).dueAt;
        expect(due(0).getTime()).to.be.at.least(moment.getTime());
        expect(due(1).getTime()).to.be.above(due(0).getTime());
      }),
      { numRuns: 200 },
    );
  });

  it('whole days keep the local time of day unless the clocks skip it', () => {
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom('UTC', 'Asia/Shanghai', 'Europe/Berlin'),
        small,
        (moment, timeZone, days) => {
          const { dueAt } = compileTimer('duration', `P${days}D`, { timeZone }).first({}, moment);
          const [before, after] = [localParts(moment, timeZone), localParts(dueAt, timeZone)];
          const skipped = Math.abs(dueAt.getTime() - moment.getTime() - days * 86_400_000) === 3_600_000;
          if (!skipped) expect(dueAt.getTime() - moment.getTime()).to.equal(days * 86_400_000);
          else expect(after.slice(13)).to.equal(before.slice(13));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('a counted cycle fires exactly as often as it says, each firing later than the one before', () => {
    fc.assert(
      fc.property(
        moments,
        zones,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('PT7M', 'P1D', 'P1M', 'P1Y'),
        fc.option(fc.constantFrom('2024-02-29T12:00', '2000-01-31'), { nil: undefined }),
        (moment, timeZone, count, interval, start) => {
          const timer = compileTimer('cycle', start ? `R${count}/${start}/${interval}` : `R${count}/${interval}`, {
            timeZone,
          });
          let due: ReturnType<typeof timer.next> = timer.first({}, moment);
          let left = due.repeats;
          let last = -Infinity;
          for (; due !== undefined; due = timer.next(due, due.dueAt)) {
            expect(due.dueAt.getTime()).to.be.above(last);
            expect(due.repeats).to.equal(left);
            last = due.dueAt.getTime();
            left -= 1;
          }
          expect(left).to.equal(-1);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('an endless cycle is always ahead of the moment it fired at', () => {
    fc.assert(
      fc.property(
        moments,
        moments,
        zones,
        fc.constantFrom('R/PT1H', 'R/2024-02-29/P1M', '0 9 * * *'),
        (a, b, timeZone, body) => {
          const [set, fired] = a < b ? [a, b] : [b, a];
          const timer = compileTimer('cycle', body, { timeZone });
          const due = timer.first({}, set);
          const at = fired < due.dueAt ? due.dueAt : fired;
          expect(timer.next(due, at)!.dueAt.getTime()).to.be.above(at.getTime());
        },
      ),
      { numRuns: 150 },
    );
  });
});
