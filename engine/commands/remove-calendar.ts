/** Takes a working calendar away. Its versions stay; nothing that is in force may go on counting by it. */
import type { CalendarContext } from '../calendar/calendar-store.ts';
import { authoriseCalendar } from '../case/authorisation.ts';
import { canonicalJson, type Digest } from '../case/journal.ts';
import type { Organisation } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import type { Readers } from '../readers.ts';
import type { CommandBase } from './change-case.ts';

export type RemoveCalendar = CommandBase & {
  readonly calendarId: string;
  readonly reason: string;
  /** Refuse unless the calendar is still at this version. */
  readonly expectedRev?: number;
};

export type CalendarRemoval = { readonly calendarId: string; readonly version: number; readonly isRepeat: boolean };

type Removing = CalendarContext & {
  readonly organisation: Organisation;
  readonly digest: Digest;
  readonly readers: Pick<Readers, 'newestDeployments' | 'deployment'>;
};

/** Processes in force whose model names the calendar. */
const processesBy = async ({ readers }: Removing, calendarId: string): Promise<string[]> => {
  const names = new RegExp(`:calendar\\s*=\\s*["']\\s*${calendarId}\\s*["']`);
  const newest = await readers.newestDeployments();
  const users: string[] = [];
  for (const { key, deployment } of newest) {
    const whole = await readers.deployment(deployment.id);
    if (whole?.files.some(({ name, content }) => name.endsWith('.bpmn') && names.test(content))) users.push(key);
  }
  return users;
};

const refuseUsed = async (context: Removing, calendarId: string): Promise<void> => {
  const heirs = context.calendars.all().filter(({ parentId }) => parentId === calendarId);
  const users = [...heirs.map(({ id }) => id), ...(await processesBy(context, calendarId))];
  if (users.length === 0) return;
  throw new Refusal(
    'CALENDAR_IN_USE',
    `The calendar '${calendarId}' is still counted by: ${users.join(', ')}. Let these count by another one first.`,
    { calendarId, users },
  );
};

const gone = (calendarId: string): Refusal =>
  new Refusal('CALENDAR_NOT_FOUND', `There is no calendar '${calendarId}'.`, { calendarId });

/**
 * For those who may change it. A node without a calendar of its own counts by that of the node above it.
 * Refuses with `CALENDAR_NOT_FOUND`, `NOT_ALLOWED`, `CALENDAR_IN_USE`, `VERSION_CONFLICT`, `IDEMPOTENCY_KEY_REUSED`.
 */
export const removeCalendar = async (context: Removing, command: RemoveCalendar): Promise<CalendarRemoval> => {
  const { actor, at, calendarId, reason, key, expectedRev } = command;
  const { calendars, calendarStore, organisation, digest } = context;
  const keyDigest = key === undefined ? undefined : digest(canonicalJson({ calendarId, reason, actor: actor.id }));
  const earlier = key === undefined ? undefined : await calendarStore.ofKey(calendarId, key);
  if (earlier && earlier.keyDigest !== keyDigest)
    throw new Refusal(
      'IDEMPOTENCY_KEY_REUSED',
      `Key '${key}' was already used on calendar '${calendarId}' with other content; use a new key for a new command.`,
      { key },
    );
  if (earlier) return { calendarId, version: earlier.version, isRepeat: true };
  const calendar = calendars.find(calendarId);
  if (!calendar) throw gone(calendarId);
  authoriseCalendar(actor, organisation, calendar);
  await refuseUsed(context, calendarId);
  const current = calendarStore.versionOf(calendarId);
  const conflict = new Refusal(
    'VERSION_CONFLICT',
    `Calendar '${calendarId}' is at version ${current}: someone changed it meanwhile. Load it again.`,
    { version: current, expectedRev },
  );
  if (expectedRev !== undefined && expectedRev !== current) throw conflict;
  const version = current + 1;
  const removal = { calendar, version, changedAt: at, changedBy: actor.id, reason, isRemoved: true as const };
  if ((await calendarStore.add({ ...removal, ...present({ key, keyDigest }) })) === 'added')
    return { calendarId, version, isRepeat: false };
  throw conflict;
};
