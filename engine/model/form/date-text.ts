/** The three ways a form writes moments (form-js, all ISO 8601), checked against the real calendar. */

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)?$/;

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const isDate = (text: string): boolean => {
  const [, year, month, day] = datePattern.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

const isDatetime = (text: string): boolean => {
  const split = text.indexOf('T');
  return split > 0 && isDate(text.slice(0, split)) && timePattern.test(text.slice(split + 1));
};

/** What each kind looks like and how it is recognised. */
export const dateTexts = {
  date: { example: '2026-02-28', matches: isDate },
  time: { example: '16:30 or 16:30+08:00', matches: (text: string): boolean => timePattern.test(text) },
  datetime: { example: '2026-02-28T16:30+08:00', matches: isDatetime },
} as const;
