import { expect } from 'chai';
import { calendarBook, type CalendarBook } from '../../../engine/index.ts';
import { checkCalendar } from '../../../engine/calendar/check-calendar.ts';
import { dateOf, dayOf } from '../../../engine/calendar/calendar-date.ts';
import { readCalendars } from '../../../read-calendars.ts';

const HOUR = 3_600_000;
const at = (local: string): Date => new Date(`${local}:00+08:00`);
const shown = (moment: Date): string => new Date(moment.getTime() + 8 * HOUR).toISOString().slice(0, 16);

describe('The shipped calendars', () => {
  let book: CalendarBook;

  before(async () => {
    book = calendarBook(await readCalendars());
  });

  it('have nothing wrong with them', () => {
    const problems = book.all().flatMap((calendar) => checkCalendar(calendar, (id) => book.find(id)));
    expect(problems).to.deep.equal([]);
  });

  /** Public holidays and adjusted working days as the notices of the State Council's General Office give them. */
  const published: readonly (readonly [year: number, holidays: string[], workdays: string[]])[] = [
    [
      2025,
      ['01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'],
      ['01-26', '02-08', '04-27', '09-28', '10-11'],
    ],
    [
      2026,
      ['01-01/01-03', '02-15/02-23', '04-04/04-06', '05-01/05-05', '06-19/06-21', '09-25/09-27', '10-01/10-07'],
      ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
    ],
  ];

  for (const [year, holidays, workdays] of published)
    it(`know every holiday and adjusted working day of ${year}`, () => {
      const expected = new Map<string, string>();
      for (const range of holidays) {
        const [from = '', to = from] = range.split('/');
        for (let day = dayOf(`${year}-${from}`)!; day <= dayOf(`${year}-${to}`)!; day += 1)
          expected.set(dateOf(day), 'holiday');
      }
      for (const date of workdays) expected.set(`${year}-${date}`, 'adjustedWorkday');
      const found = book
        .countDays('centres', at(`${year}-01-01T00:00`), at(`${year}-12-31T23:59`))
        .filter(({ kind }) => kind === 'holiday' || kind === 'adjustedWorkday')
        .map(({ date, kind }) => [date, kind]);
      expect(found).to.deep.equal([...expected].toSorted(([left], [right]) => (left < right ? -1 : 1)));
    });

  it('mark the days of 2027 as provisional', () => {
    const special = (book.find('cn')?.days ?? []).filter(({ from }) => from.startsWith('2027'));
    expect(special).to.have.length(7);
    expect(special.every(({ provisional }) => provisional === true)).to.equal(true);
  });

  const additions: readonly (readonly [what: string, calendar: string, from: string, hours: number, to: string])[] = [
    ['inside a morning', 'baiyin', '2026-03-02T09:00', 2, '2026-03-02T11:00'],
    ['over the noon break', 'baiyin', '2026-03-02T11:00', 2, '2026-03-02T15:00'],
    ['exactly to the end of the day', 'baiyin', '2026-03-02T14:00', 4, '2026-03-02T18:00'],
    ['over night', 'baiyin', '2026-03-02T17:00', 2, '2026-03-03T09:00'],
    ['over a week-end', 'baiyin', '2026-03-06T17:00', 2, '2026-03-09T09:00'],
    ['over a Saturday on which Lanzhou works', 'lanzhou', '2026-03-06T17:00', 2, '2026-03-07T10:00'],
    ['over Spring Festival with its adjusted Saturday before', 'baiyin', '2026-02-13T17:00', 9, '2026-02-14T18:00'],
    ['over all of Spring Festival', 'baiyin', '2026-02-14T17:00', 2, '2026-02-24T09:00'],
    ['over National Day 2025, eight days long', 'baiyin', '2025-09-30T17:00', 2, '2025-10-09T09:00'],
    ['into the adjusted Sunday before National Day 2026', 'baiyin', '2026-09-18T17:00', 2, '2026-09-20T09:00'],
    ['from a holiday on', 'baiyin', '2026-05-03T10:00', 1, '2026-05-06T09:00'],
    ['onto an adjusted Saturday after Labour Day', 'baiyin', '2026-05-08T18:00', 1, '2026-05-09T09:00'],
    ['by the hours of the branch', 'lanzhou-branch', '2026-03-02T11:30', 1, '2026-03-02T14:00'],
    ['round the clock, holidays included', 'round-the-clock', '2026-10-01T22:00', 4, '2026-10-02T02:00'],
  ];

  for (const [what, calendar, from, hours, to] of additions)
    it(`add ${hours} h ${what}`, () => {
      expect(shown(book.addWorkingTime(calendar, at(from), hours * HOUR))).to.equal(to);
      expect(book.workingTimeBetween(calendar, at(from), at(to))).to.equal(hours * HOUR);
    });

  const days: readonly (readonly [what: string, from: string, count: number, to: string])[] = [
    ['to the same time tomorrow', '2026-03-02T10:30', 1, '2026-03-03T10:30'],
    ['over the week-end', '2026-03-06T10:30', 1, '2026-03-09T10:30'],
    ['over Spring Festival', '2026-02-14T10:30', 3, '2026-02-26T10:30'],
    ['onto an adjusted Saturday', '2026-02-27T10:30', 1, '2026-02-28T10:30'],
    ['from the noon break', '2026-03-02T13:00', 1, '2026-03-03T14:00'],
    ['from after hours', '2026-03-02T20:00', 1, '2026-03-04T08:00'],
    ['from a holiday', '2026-10-03T12:00', 2, '2026-10-10T08:00'],
    ['from before hours', '2026-03-02T06:00', 1, '2026-03-03T08:00'],
  ];

  for (const [what, from, count, to] of days)
    it(`add ${count} working day(s) ${what}`, () => {
      expect(shown(book.addWorkingDays('baiyin', at(from), count))).to.equal(to);
    });
});
