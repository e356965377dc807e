import { expect } from 'chai';
import { remainingText, spanText, urgencyOf, workedBetween } from '../../../views/remaining.ts';
import { translations } from '../../../views/texts.ts';

const words = (locale: 'en' | 'zh-CN') => (name: string, values: Readonly<Record<string, string | number>>) =>
  translations[locale](`browser.${name}`, values);
const minute = 60_000;
const now = new Date('2026-03-02T08:00:00Z');
const inMinutes = (minutes: number): Date => new Date(now.getTime() + minutes * minute);

describe('Time that is left', () => {
  const spans: readonly (readonly [minutes: number, en: string, zh: string])[] = [
    [0.2, '1 min', '1分钟'],
    [59.9, '59 min', '59分钟'],
    [60, '1 h', '1小时'],
    [135, '2 h 15 min', '2小时15分'],
    [24 * 60, '1 d', '1天'],
    [27 * 60 + 59, '1 d 3 h', '1天3小时'],
  ];
  for (const [minutes, en, zh] of spans)
    it(`of ${minutes} minutes reads “${en}” and “${zh}”`, () => {
      expect(spanText(minutes * minute, words('en'))).to.equal(en);
      expect(spanText(minutes * minute, words('zh-CN'))).to.equal(zh);
    });

  it('says by how much a limit has passed', () => {
    expect(remainingText({ dueAt: inMinutes(-90) }, now, words('en'))).to.equal('overdue by 1 h 30 min');
    expect(remainingText({ dueAt: inMinutes(-90) }, now, words('zh-CN'))).to.equal('超时1小时30分');
  });

  it('is late from the very moment on', () => {
    expect(urgencyOf({ dueAt: now }, now)).to.equal('late');
    expect(urgencyOf({ dueAt: inMinutes(1) }, now)).to.equal('soon');
  });

  it('is short from the reminder on, or in the last two hours', () => {
    expect(urgencyOf({ dueAt: inMinutes(60), remindAt: inMinutes(1) }, now)).to.equal('calm');
    expect(urgencyOf({ dueAt: inMinutes(600), remindAt: now }, now)).to.equal('soon');
    expect(urgencyOf({ dueAt: inMinutes(121) }, now)).to.equal('calm');
  });

  it('stands still while the clock is paused, and is none without a limit', () => {
    expect(urgencyOf({ dueAt: inMinutes(-5), isPaused: true }, now)).to.equal('paused');
    expect(remainingText({}, now, words('en'))).to.equal('no limit');
  });

  it('counts working time where a calendar decides', () => {
    const promised = { dueAt: inMinutes(24 * 60), leftMs: 180 * minute };
    expect(remainingText(promised, now, words('en'))).to.equal('3 h left');
    const passed = { dueAt: inMinutes(-16 * 60), leftMs: -30 * minute };
    expect(remainingText(passed, now, words('en')), 'over night').to.equal('overdue by 30 min');
    const long = { dueAt: inMinutes(5 * 24 * 60), leftMs: 26 * 60 * minute };
    expect(remainingText(long, now, words('en')), 'no days of twenty-four hours').to.equal('26 h left');
  });

  it('goes down only while people work', () => {
    const hours = [
      [0, 100],
      [200, 300],
    ] as const;
    expect(workedBetween(hours, 50, 250)).to.equal(100);
    expect(workedBetween(hours, 100, 200)).to.equal(0);
    expect(workedBetween(hours, 220, 240)).to.equal(20);
    expect(workedBetween([], 0, 1000)).to.equal(0);
  });
});
