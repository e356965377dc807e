import { expect } from 'chai';
import * as fc from 'fast-check';
import { calendarBook, type CalendarBook, type WorkingCalendar } from '../../engine/index.ts';
import { readCalendars } from '../../read-calendars.ts';

const name = { zh: '', en: '' };
/** Hours that cross both clock changes of New York, beside the shipped calendars. */
const nights: WorkingCalendar = {
  id: 'nights',
  name,
  node: 'n',
  timeZone: 'America/New_York',
  week: { sunday: ['00:15-03:45', '22:00-24:00'], monday: ['00:00-01:30'], thursday: ['09:00-17:20'] },
};

const moments = fc.date({ min: new Date('2024-12-01Z'), max: new Date('2028-01-31Z'), noInvalidDate: true });
const durations = fc.integer({ min: 0, max: 400 * 3_600_000 });
const ids = fc.constantFrom('lanzhou', 'baiyin', 'gansu', 'jiuquan-branch', 'round-the-clock', 'nights');

describe('Working time', () => {
  let book: CalendarBook;
  before(async () => {
    book = calendarBook([...(await readCalendars()), nights]);
  });

  it('between a moment and that moment plus some working time is that working time', () => {
    fc.assert(
      fc.property(ids, moments, durations, (id, from, ms) => {
        expect(book.workingTimeBetween(id, from, book.addWorkingTime(id, from, ms))).to.equal(ms);
      }),
    );
  });

  it('is never added into the past, and more of it never ends earlier', () => {
    fc.assert(
      fc.property(ids, moments, durations, durations, (id, from, some, more) => {
        const first = book.addWorkingTime(id, from, some);
        expect(first >= from).to.equal(true);
        expect(book.addWorkingTime(id, from, some + more) >= first).to.equal(true);
      }),
    );
  });

  it('started later never ends earlier', () => {
    fc.assert(
      fc.property(ids, moments, moments, durations, (id, one, other, ms) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(book.addWorkingTime(id, early, ms) <= book.addWorkingTime(id, late, ms)).to.equal(true);
        const days = Math.floor(ms / 86_400_000);
        expect(book.addWorkingDays(id, early, days) <= book.addWorkingDays(id, late, days)).to.equal(true);
      }),
    );
  });

  it('may be added in parts', () => {
    fc.assert(
      fc.property(ids, moments, durations, durations, (id, from, one, other) => {
        const inParts = book.addWorkingTime(id, book.addWorkingTime(id, from, one), other);
        expect(inParts).to.deep.equal(book.addWorkingTime(id, from, one + other));
      }),
    );
  });

  it('of a stretch is the sum of its parts, and of its days', () => {
    fc.assert(
      fc.property(ids, fc.array(moments, { minLength: 3, maxLength: 3 }), (id, three) => {
        const [from, middle, to] = three.toSorted((left, right) => left.getTime() - right.getTime()) as [
          Date,
          Date,
          Date,
        ];
        const whole = book.workingTimeBetween(id, from, to);
        const parts = book.workingTimeBetween(id, from, middle) + book.workingTimeBetween(id, middle, to);
        expect(parts).to.equal(whole);
        expect(book.countDays(id, from, middle).at(-1)?.totalMs).to.equal(book.workingTimeBetween(id, from, middle));
      }),
      { numRuns: 30 },
    );
  });
});
