/** Puts a new version of a working calendar in force. Due moments already computed stay unless they are recalculated. */
import { authoriseCalendar } from '../case/authorisation.ts';
import type { Organisation } from '../case/organisation.ts';
import { canonicalJson, type Digest } from '../case/journal.ts';
import type { CalendarContext, CalendarVersion } from '../calendar/calendar-store.ts';
import { checkCalendar } from '../calendar/check-calendar.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import type { CommandBase } from './change-case.ts';

export type ReplaceCalendar = CommandBase & {
  readonly calendar: WorkingCalendar;
  readonly reason: string;
  /** `true`: there must not be one with this id yet; `false`: there must. */
  readonly isNew: boolean;
  /** Refuse unless the calendar is still at this version. */
  readonly expectedRev?: number;
};

export type CalendarAnswer = {
  readonly calendarId: string;
  readonly version: number;
  /** The command was a repeat, or changed nothing. */
  readonly isRepeat: boolean;
  /** Absent for a calendar that is new. */
  readonly before?: WorkingCalendar;
  readonly after: WorkingCalendar;
};

type Replacing = CalendarContext & { readonly organisation: Organisation; readonly digest: Digest };

const refuseProblems = ({ organisation, calendars }: Replacing, calendar: WorkingCalendar): void => {
  const problems = checkCalendar(calendar, (id) => calendars.find(id));
  if (!organisation.has(calendar.node))
    problems.push({ field: 'node', message: `there is no node '${calendar.node}' in the organisation` });
  if (problems.length === 0) return;
  throw new Refusal(
    'INVALID_CALENDAR',
    `Calendar '${calendar.id}' has ${problems.length} problem(s): ${problems.map(({ field, message }) => `${field}: ${message}`).join('; ')}.`,
    { problems },
  );
};

/** The first answer again when the key was used for the same content. */
const repeated = async (
  { calendarStore, digest }: Replacing,
  { calendar, key, reason, actor }: ReplaceCalendar,
): Promise<{ keyDigest?: string; answer?: CalendarAnswer }> => {
  if (key === undefined) return {};
  const keyDigest = digest(canonicalJson({ calendar, reason, actor: actor.id }));
  const earlier = await calendarStore.ofKey(calendar.id, key);
  if (!earlier) return { keyDigest };
  if (earlier.keyDigest !== keyDigest)
    throw new Refusal(
      'IDEMPOTENCY_KEY_REUSED',
      `Key '${key}' was already used on calendar '${calendar.id}' with other content; use a new key for a new command.`,
      { key },
    );
  const { version } = earlier;
  return { keyDigest, answer: { calendarId: calendar.id, version, isRepeat: true, after: earlier.calendar } };
};

/**
 * For an administrator, and the manager hotline of the calendar's node or above; who moves a calendar to another node must
 * keep both. Takes effect at once on every node of the installation.
 * Refuses with `CALENDAR_NOT_FOUND`, `NOT_ALLOWED`, `INVALID_CALENDAR`, `VERSION_CONFLICT`, `IDEMPOTENCY_KEY_REUSED`.
 */
export const replaceCalendar = async (context: Replacing, command: ReplaceCalendar): Promise<CalendarAnswer> => {
  const { calendar, actor, at, reason, key, expectedRev } = command;
  const { calendars, calendarStore, organisation } = context;
  const before = calendars.find(calendar.id);
  if (!before && !command.isNew)
    throw new Refusal('CALENDAR_NOT_FOUND', `There is no calendar '${calendar.id}'.`, { calendarId: calendar.id });
  if (before) authoriseCalendar(actor, organisation, before);
  authoriseCalendar(actor, organisation, calendar);
  const { keyDigest, answer } = await repeated(context, command);
  if (answer) return answer;
  if (before && command.isNew)
    throw new Refusal(
      'INVALID_CALENDAR',
      `There is a calendar '${calendar.id}' already; replace that, or take another id.`,
      {
        calendarId: calendar.id,
      },
    );
  refuseProblems(context, calendar);
  const current = calendarStore.versionOf(calendar.id);
  if (expectedRev !== undefined && expectedRev !== current)
    throw new Refusal(
      'VERSION_CONFLICT',
      `Calendar '${calendar.id}' is at version ${current}, not ${expectedRev}: someone changed it meanwhile. Load it again.`,
      { version: current, expectedRev },
    );
  const change = { calendarId: calendar.id, after: calendar, ...present({ before }) };
  if (before && canonicalJson(before) === canonicalJson(calendar))
    return { ...change, version: current, isRepeat: true };
  const version: CalendarVersion = {
    calendar,
    version: current + 1,
    changedAt: at,
    changedBy: actor.id,
    reason,
    ...present({ key, keyDigest }),
  };
  if ((await calendarStore.add(version)) === 'added') return { ...change, version: current + 1, isRepeat: false };
  throw new Refusal(
    'VERSION_CONFLICT',
    `Calendar '${calendar.id}' was changed by others at the same time; try again.`,
    {
      calendarId: calendar.id,
    },
  );
};
