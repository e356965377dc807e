/** What keeps calendars must do for the engine: their versions, one after the other, none ever changed. */
import type { CalendarBook } from './calendar-book.ts';
import type { WorkingCalendar } from './working-calendar.ts';

export type CalendarVersion = {
  readonly calendar: WorkingCalendar;
  /** 1, 2, 3 … per calendar; the calendar as shipped is version 0 and has no row. */
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly reason: string;
  /** The calendar as it was when it was taken away; it may come back under the next version. */
  readonly isRemoved?: true;
  /** Idempotency key of the command and what it was used for. */
  readonly key?: string;
  readonly keyDigest?: string;
};

export type CalendarStore = {
  /** Makes a version true unless another took its number; from then on the node's calendar book holds it. */
  add(version: CalendarVersion): Promise<'added' | 'conflict'>;
  /** Version number a calendar is at; 0 for one as shipped or unknown. */
  versionOf(calendarId: string): number;
  ofKey(calendarId: string, key: string): Promise<CalendarVersion | undefined>;
  /** Versions of a calendar below a number, newest first. */
  history(calendarId: string, before: number | undefined, limit: number): Promise<readonly CalendarVersion[]>;
};

/** What commands and queries on calendars use. */
export type CalendarContext = { readonly calendars: CalendarBook; readonly calendarStore: CalendarStore };
