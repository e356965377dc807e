import { expect } from 'chai';
import { calendarBook, type WorkingCalendar } from '../../../engine/index.ts';
import { checkCalendar } from '../../../engine/calendar/check-calendar.ts';
import { describeDay, describeDuration } from '../../../engine/calendar/describe-days.ts';

const HOUR = 3_600_000;
const name = { zh: '中心', en: 'Centre' };
const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const week = (hours: string[]): NonNullable<WorkingCalendar['week']> =>
  Object.fromEntries(everyDay.map((weekday) => [weekday, hours]));

const berlin: WorkingCalendar = {
  id: 'berlin',
  name,
  node: 'n',
  timeZone: 'Europe/Berlin',
  week: week(['00:00-24:00']),
};
const nights: WorkingCalendar = {
  id: 'nights',
  name,
  node: 'n',
  timeZone: 'Europe/Berlin',
  week: week(['00:00-02:30', '02:30-06:00']),
};
const book = calendarBook([berlin, nights]);

const onDay = (calendar: string, from: string, to: string): number =>
  book.workingTimeBetween(calendar, new Date(from), new Date(to)) / HOUR;

describe('Working time where clocks change', () => {
  it('counts 23 hours on the day that loses one, and 25 on the day that gains one', () => {
    expect(onDay('berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).to.equal(23);
    expect(onDay('berlin', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).to.equal(25);
  });

  it('counts every hour once when the hours meet inside the hour that is skipped or shown twice', () => {
    expect(onDay('nights', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).to.equal(5);
    expect(onDay('nights', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).to.equal(7);
  });

  it('keeps the time of day of a working day', () => {
    const due = book.addWorkingDays('berlin', new Date('2026-03-28T09:00:00Z'), 1);
    expect(due.toISOString()).to.equal('2026-03-29T08:00:00.000Z');
  });
});

describe('A calendar', () => {
  it('inherits zone, hours and days, and may overrule a day', () => {
    const parent: WorkingCalendar = {
      ...berlin,
      id: 'parent',
      week: { monday: ['08:00-16:00'] },
      days: [{ from: '2026-03-02', to: '2026-03-09', kind: 'holiday', name }],
    };
    const child: WorkingCalendar = {
      id: 'child',
      name,
      node: 'n',
      parentId: 'parent',
      days: [{ from: '2026-03-09', kind: 'workday', name, hours: ['10:00-12:00'] }],
    };
    const both = calendarBook([parent, child]);
    const due = both.addWorkingTime('child', new Date('2026-03-02T00:00:00Z'), HOUR);
    expect(due.toISOString()).to.equal('2026-03-09T10:00:00.000Z');
  });

  it('that does not exist is named with those that do', () => {
    expect(() => book.addWorkingTime('moon', new Date(0), 1)).to.throw("'moon' cannot be a timer here");
    expect(() => book.addWorkingTime('moon', new Date(0), 1)).to.throw('berlin, nights');
  });

  it('without any hours says so instead of looking for ever', () => {
    const none = calendarBook([{ id: 'none', name, node: 'n' }]);
    expect(() => none.addWorkingTime('none', new Date(0), 1)).to.throw("'none' has not that much working time");
    expect(() => none.addWorkingDays('none', new Date(0), 1)).to.throw("'none' has not that much working time");
  });

  const wrong: readonly (readonly [what: string, change: Partial<WorkingCalendar>, field: string])[] = [
    ['an unknown zone', { timeZone: 'Mars/Base' }, 'timeZone'],
    ['hours that end before they begin', { week: { monday: ['12:00-08:00'] } }, 'week.monday'],
    ['hours that overlap', { week: { monday: ['08:00-12:00', '11:00-13:00'] } }, 'week.monday'],
    ['an unknown parent', { parentId: 'moon' }, 'parentId'],
    ['itself as its parent', { parentId: 'berlin' }, 'parentId'],
    ['a date that does not exist', { days: [{ from: '2026-02-30', kind: 'holiday', name }] }, 'days.0'],
    ['days in reverse', { days: [{ from: '2026-02-03', to: '2026-02-01', kind: 'holiday', name }] }, 'days.0'],
    ['a holiday with hours', { days: [{ from: '2026-02-03', kind: 'holiday', name, hours: [] }] }, 'days.0'],
    [
      'a day said twice',
      {
        days: [
          { from: '2026-02-01', to: '2026-02-05', kind: 'holiday', name },
          { from: '2026-02-05', kind: 'workday', name },
        ],
      },
      'days.1',
    ],
    ['a word of the models as its id', { id: 'branch' }, 'id'],
  ];
  for (const [what, change, field] of wrong)
    it(`with ${what} is refused by the field`, () => {
      const problems = checkCalendar({ ...berlin, ...change }, (id) => book.find(id));
      expect(problems.map((problem) => problem.field)).to.deep.equal([field]);
    });
});

describe('The account of a day', () => {
  it('says what counted and why, in both languages', () => {
    const holiday: WorkingCalendar = {
      ...berlin,
      id: 'h',
      week: week(['08:00-12:00', '14:00-18:00']),
      days: [{ from: '2026-10-01', kind: 'holiday', name: { zh: '国庆节', en: 'National Day' } }],
    };
    const days = calendarBook([holiday]).countDays('h', new Date('2026-09-30T07:00Z'), new Date('2026-10-01T22:00Z'));
    const lines = days.map((day) => describeDay(day, 'Europe/Berlin'));
    expect(lines[0]?.en).to.equal('2026-09-30 Wednesday, working day: 09:00–12:00, 14:00–18:00 = 7 h, 7 h in all');
    expect(lines[1]?.zh).to.equal('2026-10-01 周四，节假日：国庆节：不计时');
  });

  it('writes durations in hours, minutes and seconds', () => {
    expect(describeDuration(9_000_000)).to.deep.equal({ en: '2 h 30 min', zh: '2小时30分钟' });
    expect(describeDuration(0).en).to.equal('0 min');
    expect(describeDuration(1000).en).to.equal('1 s');
  });
});
