/** Working calendars as people type them: hours of a weekday on a line, special days line by line. */
import { weekdays, type SpecialDays, type WorkingCalendar } from '../../engine/index.ts';
import { EdgeRefusal } from '../problem.ts';

const refuse = (field: string, message: string): EdgeRefusal =>
  new EdgeRefusal('INVALID_REQUEST', message, { problems: [{ in: 'body', field, message }] });

const hoursIn = (text: string): string[] => text.split(/[\s,，、]+/).filter((span) => span !== '');

const dayLine =
  /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?\s+(holiday|workday)(\?)?\s+([^[\]]+?)(?:\s*\[([^\]]*)\])?$/;

/** `2026-10-01..2026-10-07 holiday 国庆节 / National Day`; `?` behind the kind: not announced yet; hours of a workday in brackets. */
const daysIn = (text: string): SpecialDays[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => {
      const [, from, to, kind, provisional, name = '', hours] = dayLine.exec(line) ?? [];
      if (from === undefined)
        throw refuse(
          'days',
          `Line ${index + 1} of the special days is '${line}'; write it as 2026-10-01..2026-10-07 holiday 国庆节 / National Day.`,
        );
      const [zh = name, en = zh] = name.split(/\s+\/\s+/);
      return {
        from,
        kind: kind as SpecialDays['kind'],
        name: { zh, en },
        ...(to !== undefined && { to }),
        ...(provisional !== undefined && { provisional: true }),
        ...(hours !== undefined && { hours: hoursIn(hours) }),
      };
    });

export const dayText = ({ from, to, kind, name, hours, provisional }: SpecialDays): string =>
  `${from}${to === undefined ? '' : `..${to}`} ${kind}${provisional ? '?' : ''} ${name.zh} / ${name.en}${hours ? ` [${hours.join(' ')}]` : ''}`;

/** The calendar as the form changes it; what has no field stays as it is. */
export const calendarIn = (
  current: WorkingCalendar,
  fields: Readonly<Record<string, string | undefined>>,
): WorkingCalendar => {
  const hours = weekdays.map((weekday) => [weekday, hoursIn(fields[`week:${weekday}`] ?? '')] as const);
  const own = hours.filter(([, spans]) => spans.length > 0);
  const days = daysIn(fields['days'] ?? '');
  const { week: _, days: __, ...rest } = current;
  return {
    ...rest,
    name: { zh: fields['nameZh'] ?? current.name.zh, en: fields['nameEn'] ?? current.name.en },
    ...(own.length > 0 && { week: Object.fromEntries(own) }),
    ...(days.length > 0 && { days }),
  };
};
