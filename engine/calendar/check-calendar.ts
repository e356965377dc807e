/** What is wrong with a calendar, said so that whoever wrote it can mend it. */
import { isTimeZone } from '../model/timer/zoned-time.ts';
import { clockSpanOf, dayOf } from './calendar-date.ts';
import { lineage } from './resolve-calendar.ts';
import { weekdays, type SpecialDays, type WorkingCalendar } from './working-calendar.ts';

export type CalendarProblem = { readonly field: string; readonly message: string };

const hoursProblems = (field: string, hours: readonly string[]): CalendarProblem[] => {
  const spans = hours.map(clockSpanOf);
  const unreadable = hours.filter((_, index) => spans[index] === undefined);
  if (unreadable.length > 0)
    return [
      { field, message: `'${unreadable.join("', '")}' are no hours; write them as 08:30-12:00, the end up to 24:00` },
    ];
  const overlaps = spans.some((span, index) => index > 0 && span!.fromMs < spans[index - 1]!.toMs);
  return overlaps ? [{ field, message: 'hours overlap or are out of order' }] : [];
};

const dayProblems = (days: SpecialDays, index: number): CalendarProblem[] => {
  const field = `days.${index}`;
  const from = dayOf(days.from);
  const to = dayOf(days.to ?? days.from);
  if (from === undefined) return [{ field, message: `'${days.from}' is no date; write it as 2026-10-01` }];
  if (to === undefined) return [{ field, message: `'${days.to}' is no date; write it as 2026-10-07` }];
  if (to < from) return [{ field, message: `${days.to} is before ${days.from}` }];
  if (to - from > 366) return [{ field, message: 'special days last more than a year' }];
  if (days.kind === 'holiday' && days.hours) return [{ field, message: 'a holiday has no hours' }];
  return days.hours ? hoursProblems(`${field}.hours`, days.hours) : [];
};

/** Days given twice by the same calendar say two things about one day. */
const doubledDays = (days: readonly SpecialDays[]): CalendarProblem[] => {
  const seen = new Map<number, number>();
  return days.flatMap((special, index) => {
    const from = dayOf(special.from) ?? 0;
    const to = dayOf(special.to ?? special.from) ?? -1;
    for (let day = from; day <= to && day - from <= 366; day += 1) {
      const other = seen.get(day);
      if (other !== undefined && other !== index)
        return [{ field: `days.${index}`, message: `${special.from} is already said by days.${other}` }];
      seen.set(day, index);
    }
    return [];
  });
};

/** Everything wrong with a calendar among others; `find` gives those. */
export const checkCalendar = (
  calendar: WorkingCalendar,
  find: (id: string) => WorkingCalendar | undefined,
): CalendarProblem[] => {
  const { id, parentId, timeZone, week = {}, days = [] } = calendar;
  const problems: CalendarProblem[] = [];
  if (['centre', 'branch', 'always'].includes(id))
    problems.push({ field: 'id', message: `'${id}' is a word of the models; name the calendar otherwise` });
  if (timeZone !== undefined && !isTimeZone(timeZone))
    problems.push({ field: 'timeZone', message: `'${timeZone}' is no time zone; write for instance Asia/Shanghai` });
  if (parentId !== undefined) {
    if (!find(parentId)) problems.push({ field: 'parentId', message: `there is no calendar '${parentId}'` });
    const above = lineage({ ...calendar }, (other) => (other === id ? calendar : find(other)));
    if (above.slice(1).includes(calendar))
      problems.push({ field: 'parentId', message: `'${parentId}' is itself one of its heirs` });
  }
  for (const weekday of weekdays) problems.push(...hoursProblems(`week.${weekday}`, week[weekday] ?? []));
  return [...problems, ...days.flatMap(dayProblems), ...doubledDays(days)];
};
