/** The working calendars as shipped, `processes/calendars/`: the calendars, and the special days of each year. */
import { readdir, readFile } from 'node:fs/promises';
import type { SpecialDays, WorkingCalendar } from './engine/index.ts';
import { processesFolder } from './read-organisation.ts';

/** Special days of one year for the calendar with this id. */
type Year = {
  readonly id: string;
  readonly year: number;
  readonly sources: readonly string[];
  readonly days: readonly SpecialDays[];
};

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8')) as T;

export const readCalendars = async (): Promise<readonly WorkingCalendar[]> => {
  const folder = `${processesFolder}calendars/`;
  const files = (await readdir(`${folder}holidays`)).filter((name) => name.endsWith('.json')).toSorted();
  const years = await Promise.all(files.map((name) => readJson<Year>(`${folder}holidays/${name}`)));
  const calendars = await readJson<WorkingCalendar[]>(`${folder}calendars.json`);
  return calendars.map((calendar) => {
    const own = years.filter(({ id }) => id === calendar.id);
    if (own.length === 0) return calendar;
    return {
      ...calendar,
      days: [...(calendar.days ?? []), ...own.flatMap(({ days }) => days)],
      sources: [...(calendar.sources ?? []), ...own.flatMap(({ sources }) => sources)],
    };
  });
};
