/** Versions of working calendars, one document each, numbered over all so that a node reads only what is new to it. */
import {
  calendarBook,
  type CalendarBook,
  type CalendarStore,
  type CalendarVersion,
  type WorkingCalendar,
} from '../engine/index.ts';
import { nextCount } from './counters.ts';
import { isDuplicateKey, type Collection, type Db } from './database.ts';

type CalendarDocument = CalendarVersion & { _id: string; calendarId: string; sequence: number };

const collectionIn = (db: Db): Collection<CalendarDocument> => db.collection<CalendarDocument>('calendarVersions');

/** Sorts by version within its calendar. */
const idOf = (calendarId: string, version: number): string => `${calendarId}:${String(version).padStart(8, '0')}`;

const fromDocument = ({ _id, calendarId, sequence, ...version }: CalendarDocument): CalendarVersion => version;

export type CalendarKeeper = {
  readonly book: CalendarBook;
  readonly store: CalendarStore;
  /** Takes in what other nodes have changed since. */
  refresh(): Promise<void>;
};

/** Keeps the calendars of this node: as shipped, and over that what people have edited. */
export const openCalendars = async (db: Db, shipped: readonly WorkingCalendar[]): Promise<CalendarKeeper> => {
  const versions = collectionIn(db);
  const current = new Map<string, { calendar: WorkingCalendar; version: number; isRemoved?: true }>(
    shipped.map((calendar) => [calendar.id, { calendar, version: 0 }]),
  );
  let seen = 0;
  let book = calendarBook(shipped);

  const refresh = async (): Promise<void> => {
    const found = await versions
      .find({ sequence: { $gt: seen } })
      .sort({ sequence: 1 })
      .toArray();
    if (found.length === 0) return;
    for (const { calendarId, calendar, version, isRemoved } of found)
      if (version > (current.get(calendarId)?.version ?? -1))
        current.set(calendarId, { calendar, version, ...(isRemoved && { isRemoved }) });
    // A number taken earlier may be written later; the last few are looked at again.
    seen = Math.max(seen, found.at(-1)!.sequence - 10);
    book = calendarBook([...current.values()].flatMap(({ calendar, isRemoved }) => (isRemoved ? [] : [calendar])));
  };

  await refresh();
  return {
    refresh,
    book: {
      all: () => book.all(),
      find: (id) => book.find(id),
      timeZone: (id) => book.timeZone(id),
      addWorkingTime: (id, from, ms) => book.addWorkingTime(id, from, ms),
      addWorkingDays: (id, from, days) => book.addWorkingDays(id, from, days),
      workingTimeBetween: (id, from, to) => book.workingTimeBetween(id, from, to),
      workingSpans: (id, from, to) => book.workingSpans(id, from, to),
      countDays: (id, from, to) => book.countDays(id, from, to),
    },
    store: {
      async add(version) {
        const calendarId = version.calendar.id;
        try {
          await versions.insertOne({
            _id: idOf(calendarId, version.version),
            calendarId,
            sequence: await nextCount(db, 'calendar'),
            ...version,
          });
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          await refresh();
          return 'conflict';
        }
        await refresh();
        return 'added';
      },
      versionOf: (id) => current.get(id)?.version ?? 0,
      async ofKey(calendarId, key) {
        const found = await versions.findOne({ ...ofCalendar(calendarId), key });
        return found ? fromDocument(found) : undefined;
      },
      async history(calendarId, before, limit) {
        const found = await versions.find(ofCalendar(calendarId, before)).sort({ _id: -1 }).limit(limit).toArray();
        return found.map(fromDocument);
      },
    },
  };
};

/** Its versions, by the key range of their ids. */
const ofCalendar = (calendarId: string, before?: number): { _id: { $gt: string; $lt: string } } => ({
  _id: { $gt: idOf(calendarId, 0), $lt: before === undefined ? `${calendarId};` : idOf(calendarId, before) },
});
