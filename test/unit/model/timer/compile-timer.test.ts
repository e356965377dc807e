import { expect } from 'chai';
import { ExpressionError } from '../../../../engine/model/expression/expression-error.ts';
import { compileTimer, type TimerKind, type TimerOptions } from '../../../../engine/model/timer/compile-timer.ts';
import { TimerError } from '../../../../engine/model/timer/timer-error.ts';

const MOMENT = new Date('2026-01-31T10:00:00Z');

const first = (kind: TimerKind, body: string, options: TimerOptions = {}, moment = MOMENT): string =>
  compileTimer(kind, body, options).first({}, moment).dueAt.toISOString();

/** All firings (at most `limit`), each fired exactly when due. */
const firings = (body: string, options: TimerOptions = {}, limit = 5, moment = MOMENT): string[] => {
  const timer = compileTimer('cycle', body, options);
  const found: string[] = [];
  let due: ReturnType<typeof timer.next> = timer.first({}, moment);
  while (due !== undefined && found.length < limit) {
    found.push(`${due.dueAt.toISOString()} ${due.repeats}`);
    due = timer.next(due, due.dueAt);
  }
  return found;
};

describe('compileTimer', () => {
  describe('dates', () => {
    const shanghai = { timeZone: 'Asia/Shanghai' };
    const berlin = { timeZone: 'Europe/Berlin' };
    for (const [body, options, expected] of [
      ['2026-02-01T09:30:00Z', {}, '2026-02-01T09:30:00.000Z'],
      ['2026-02-01T09:30:00+08:00', {}, '2026-02-01T01:30:00.000Z'],
      ['2026-02-01T09:30:00+0800', {}, '2026-02-01T01:30:00.000Z'],
      ['2026-02-01T09:30', {}, '2026-02-01T09:30:00.000Z'],
      ['2026-02-01T09:30', shanghai, '2026-02-01T01:30:00.000Z'],
      ['2026-02-01', shanghai, '2026-01-31T16:00:00.000Z'],
      ['2026-02-01T09:30:00@Asia/Shanghai', {}, '2026-02-01T01:30:00.000Z'],
      ['2026-02-01T09:30:00+08:00[Asia/Shanghai]', {}, '2026-02-01T01:30:00.000Z'],
      ['20260201T093000Z', {}, '2026-02-01T09:30:00.000Z'],
      ['2026-02-01T09:30:00.123Z', {}, '2026-02-01T09:30:00.123Z'],
      // the clocks jump from 02:00 to 03:00, then back from 03:00 to 02:00
      ['2026-03-29T02:30', berlin, '2026-03-29T01:30:00.000Z'],
      ['2026-10-25T02:30', berlin, '2026-10-25T00:30:00.000Z'],
    ] as const)
      it(`${body} ${JSON.stringify(options)} is ${expected}`, () => {
        expect(first('date', body, options)).to.equal(expected);
      });
  });

  describe('durations', () => {
    for (const [body, expected] of [
      ['PT4H', '2026-01-31T14:00:00.000Z'],
      ['P1D', '2026-02-01T10:00:00.000Z'],
      ['P1M', '2026-02-28T10:00:00.000Z'],
      ['P1Y2M3DT4H', '2027-04-03T14:00:00.000Z'],
      ['P2W', '2026-02-14T10:00:00.000Z'],
      ['PT1.5H', '2026-01-31T11:30:00.000Z'],
      ['PT0,5S', '2026-01-31T10:00:00.500Z'],
      ['P0.5D', '2026-01-31T22:00:00.000Z'],
      ['PT0S', '2026-01-31T10:00:00.000Z'],
    ] as const)
      it(`${body} after 31 January 10:00 is ${expected}`, () => {
        expect(first('duration', body)).to.equal(expected);
      });

    it('a leap day plus a year is the last of February', () => {
      expect(first('duration', 'P1Y', {}, new Date('2024-02-29T00:00:00Z'))).to.equal('2025-02-28T00:00:00.000Z');
    });

    it('a day keeps the local hour over a clock change, 24 hours do not', () => {
      const eve = new Date('2026-03-28T11:00:00Z');
      expect(first('duration', 'P1D', { timeZone: 'Europe/Berlin' }, eve)).to.equal('2026-03-29T10:00:00.000Z');
      expect(first('duration', 'PT24H', { timeZone: 'Europe/Berlin' }, eve)).to.equal('2026-03-29T11:00:00.000Z');
    });

    it('counts in the calendar’s working time', () => {
      const asked: unknown[] = [];
      const calendars = {
        addWorkingTime: (id: string, from: Date, ms: number) => (asked.push([id, from, ms]), new Date(7)),
      };
      const timer = compileTimer('duration', 'P1DT2H', { calendar: 'office' });
      expect(timer.first({}, MOMENT, calendars).dueAt.getTime()).to.equal(7);
      expect(asked).to.deep.equal([['office', MOMENT, 26 * 3_600_000]]);
    });

    it('asks the calendar for whole working days where it knows them', () => {
      const calendars = {
        addWorkingTime: (_id: string, from: Date, ms: number) => new Date(from.getTime() + ms),
        addWorkingDays: (_id: string, from: Date, days: number) => new Date(from.getTime() + days * 1_000_000_000),
      };
      const timer = compileTimer('duration', 'P2DT1S', { calendar: 'office' });
      expect(timer.first({}, MOMENT, calendars).dueAt.getTime()).to.equal(MOMENT.getTime() + 2_000_001_000);
    });
  });

  describe('cycles', () => {
    it('R3 fires three times', () => {
      expect(firings('R3/PT10M')).to.deep.equal([
        '2026-01-31T10:10:00.000Z 2',
        '2026-01-31T10:20:00.000Z 1',
        '2026-01-31T10:30:00.000Z 0',
      ]);
    });

    it('R fires without end', () => {
      expect(firings('R/PT1H', {}, 2)).to.deep.equal(['2026-01-31T11:00:00.000Z -1', '2026-01-31T12:00:00.000Z -1']);
    });

    it('a start date fixes the beat, also at the end of months', () => {
      expect(firings('R4/2026-01-31T12:00Z/P1M')).to.deep.equal([
        '2026-01-31T12:00:00.000Z 3',
        '2026-02-28T12:00:00.000Z 2',
        '2026-03-31T12:00:00.000Z 1',
        '2026-04-30T12:00:00.000Z 0',
      ]);
    });

    it('a start in the past goes on with the next beat', () => {
      expect(firings('R/2020-01-01T00:15Z/PT1H', {}, 2)).to.deep.equal([
        '2026-01-31T10:15:00.000Z -1',
        '2026-01-31T11:15:00.000Z -1',
      ]);
    });

    it('a counted cycle that is all past fires once, late', () => {
      expect(firings('R2/2020-01-01T00:00Z/PT1H')).to.deep.equal(['2020-01-01T01:00:00.000Z 0']);
    });

    it('an end date stops it', () => {
      expect(firings('R5/PT1H/2026-01-31T12:30Z')).to.deep.equal([
        '2026-01-31T11:00:00.000Z 4',
        '2026-01-31T12:00:00.000Z 3',
      ]);
    });

    it('skips what was missed when it has no end, and catches up when it is counted', () => {
      const late = new Date('2026-01-31T13:35:00Z');
      const endless = compileTimer('cycle', 'R/2026-01-31T11:00Z/PT1H');
      expect(endless.next(endless.first({}, MOMENT), late)?.dueAt.toISOString()).to.equal('2026-01-31T14:00:00.000Z');
      const counted = compileTimer('cycle', 'R3/PT1H');
      expect(counted.next(counted.first({}, MOMENT), late)?.dueAt.toISOString()).to.equal('2026-01-31T12:00:00.000Z');
    });
  });

  describe('cron', () => {
    for (const [body, options, expected] of [
      ['0 9 * * MON-FRI', {}, ['2026-02-02T09:00:00.000Z -1', '2026-02-03T09:00:00.000Z -1']],
      [
        '0 0 9 ? * MON-FRI',
        { timeZone: 'Asia/Shanghai' },
        ['2026-02-02T01:00:00.000Z -1', '2026-02-03T01:00:00.000Z -1'],
      ],
      ['0 0/30 * * * ?', {}, ['2026-01-31T10:30:00.000Z -1', '2026-01-31T11:00:00.000Z -1']],
      ['0 0 12 L * ? 2026', {}, ['2026-01-31T12:00:00.000Z -1', '2026-02-28T12:00:00.000Z -1']],
      ['0 16 * * 5', {}, ['2026-02-06T16:00:00.000Z -1', '2026-02-13T16:00:00.000Z -1']],
      ['@daily', {}, ['2026-02-01T00:00:00.000Z -1', '2026-02-02T00:00:00.000Z -1']],
    ] as const)
      it(`${body} ${JSON.stringify(options)}`, () => {
        expect(firings(body, options, 2)).to.deep.equal(expected);
      });

    it('runs at the local hour on both sides of a clock change', () => {
      expect(firings('0 9 * * *', { timeZone: 'Europe/Berlin' }, 2, new Date('2026-03-28T00:00:00Z'))).to.deep.equal([
        '2026-03-28T08:00:00.000Z -1',
        '2026-03-29T07:00:00.000Z -1',
      ]);
    });
  });

  describe('expressions', () => {
    it('are evaluated when the timer is set', () => {
      const timer = compileTimer('duration', '=limit');
      expect(timer.first({ limit: 'PT2H' }, MOMENT).dueAt.toISOString()).to.equal('2026-01-31T12:00:00.000Z');
    });

    it('may compute with the moment', () => {
      expect(compileTimer('date', '=now() + duration("PT1H")').first({}, MOMENT).dueAt.toISOString()).to.equal(
        '2026-01-31T11:00:00.000Z',
      );
    });

    it('of a cycle carry the text they gave to the later firings', () => {
      const timer = compileTimer('cycle', 'R${n}/PT${m}M');
      const due = timer.first({ n: 2, m: 5 }, MOMENT);
      expect(due.body).to.equal('R2/PT5M');
      expect(timer.next(due, due.dueAt)?.dueAt.toISOString()).to.equal('2026-01-31T10:10:00.000Z');
    });

    it('that give no timer are refused when they are evaluated', () => {
      expect(() => compileTimer('duration', '=limit').first({}, MOMENT)).to.throw(
        TimerError,
        "'null' cannot be a timer",
      );
      expect(() => compileTimer('duration', '=limit').first({ limit: 'soon' }, MOMENT)).to.throw(TimerError, "'soon'");
    });
  });

  describe('refuses', () => {
    for (const [kind, body] of [
      ['date', 'tomorrow'],
      ['date', '2026-02-30'],
      ['date', '2026-01-01T25:00'],
      ['date', 'PT1H'],
      ['duration', '1h'],
      ['duration', 'P'],
      ['duration', 'PT'],
      ['duration', '-PT1H'],
      ['duration', 'PT1H30'],
      ['duration', 'P1.5DT1H'],
      ['duration', 'P0.5M'],
      ['duration', 'P99999999999Y'],
      ['duration', '2026-01-01'],
      ['duration', ''],
      ['cycle', 'PT1H'],
      ['cycle', 'R3'],
      ['cycle', 'R/'],
      ['cycle', 'Rx/PT1H'],
      ['cycle', 'R/PT0S'],
      ['cycle', 'R/PT1H/2026-01-01/P1D'],
      ['cycle', '0 25 * * *'],
      ['cycle', '61 * * * * *'],
    ] as const)
      it(`${kind} '${body}'`, () => {
        expect(() => compileTimer(kind, body)).to.throw(TimerError, body);
      });

    it('an unknown time zone', () => {
      expect(() => compileTimer('date', '2026-01-01', { timeZone: 'Mars/Base' })).to.throw(TimerError, 'Mars/Base');
    });

    it('an expression that cannot be read', () => {
      expect(() => compileTimer('duration', '=a +')).to.throw(ExpressionError);
    });
  });
});
