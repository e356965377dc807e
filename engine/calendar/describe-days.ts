/** The account of working time as lines that people read, Chinese and English. */
import { dayOf, weekdayOf } from './calendar-date.ts';
import type { LocalName, Weekday } from './working-calendar.ts';
import type { DayCount } from './working-time.ts';

const chineseWeekday: Readonly<Record<Weekday, string>> = {
  monday: '周一',
  tuesday: '周二',
  wednesday: '周三',
  thursday: '周四',
  friday: '周五',
  saturday: '周六',
  sunday: '周日',
};

const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `2 h 30 min`, and the same in Chinese; seconds only where there are any. */
export const describeDuration = (ms: number): LocalName => {
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), ' h', '小时'],
    [Math.floor((seconds % 3600) / 60), ' min', '分钟'],
    [seconds % 60, ' s', '秒'],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0);
  const chosen = shown.length > 0 ? shown : [parts[1]];
  return {
    en: chosen.map(([amount, en]) => `${amount}${en}`).join(' '),
    zh: chosen.map(([amount, , zh]) => `${amount}${zh}`).join(''),
  };
};

/** The time of day in a zone, `08:30`. */
const clock = (moment: Date, timeZone: string): string =>
  moment.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });

const whyOf = ({ kind, name, provisional }: DayCount): LocalName => {
  const note = provisional === true ? { zh: '（暂定）', en: ' (provisional)' } : { zh: '', en: '' };
  switch (kind) {
    case 'workday':
      return { zh: '工作日', en: 'working day' };
    case 'freeDay':
      return { zh: '休息日', en: 'day off' };
    case 'holiday':
      return { zh: `节假日：${name?.zh ?? ''}${note.zh}`, en: `holiday: ${name?.en ?? ''}${note.en}` };
    case 'adjustedWorkday':
      return { zh: `调休工作日：${name?.zh ?? ''}${note.zh}`, en: `adjusted working day: ${name?.en ?? ''}${note.en}` };
  }
};

/** One line for a day, for instance `2026-09-30 Wednesday, working day: 08:00–12:00, 14:00–18:00 = 8 h, 10 h in all`. */
export const describeDay = (day: DayCount, timeZone: string): LocalName => {
  const weekday = weekdayOf(dayOf(day.date) ?? 0);
  const why = whyOf(day);
  const head = {
    zh: `${day.date} ${chineseWeekday[weekday]}，${why.zh}`,
    en: `${day.date} ${title(weekday)}, ${why.en}`,
  };
  if (day.countedMs === 0) return { zh: `${head.zh}：不计时`, en: `${head.en}: nothing counts` };
  const spans = day.counted.map(({ from, to }) => `${clock(from, timeZone)}–${clock(to, timeZone)}`);
  const counted = describeDuration(day.countedMs);
  const total = describeDuration(day.totalMs);
  return {
    zh: `${head.zh}：${spans.join('、')} = ${counted.zh}，累计${total.zh}`,
    en: `${head.en}: ${spans.join(', ')} = ${counted.en}, ${total.en} in all`,
  };
};
