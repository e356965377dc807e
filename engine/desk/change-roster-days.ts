/** Several days of a roster at once: looked at together first, so that a stale one leaves all of them as they are. */
import { Refusal } from '../errors.ts';
import type { CommandBase } from '../commands/change-case.ts';
import { present } from '../present.ts';
import type { RecordAnswer } from './change-record.ts';
import type { DeskContext } from './desk-context.ts';
import { authorisePlanning, requireNode } from './desk-rights.ts';
import { changeRoster } from './plan-work.ts';
import { rosterDayId, type RosterDay, type RosterEntry } from './shift.ts';

type Day = {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly entries: readonly RosterEntry[];
  /** Refuse unless the day still has this revision; 0 for a day that is not kept yet. */
  readonly expectedRev?: number;
};

export type ChangeRosterDays = CommandBase & { readonly node: string; readonly days: readonly Day[] };

/** Every day is a record with a key of its own. */
const keyOf = (key: string | undefined, date: string): string | undefined =>
  key === undefined ? undefined : `${key}:${date}`;

const requireFresh = async (
  { workPlan, organisationJournal }: Pick<DeskContext, 'workPlan' | 'organisationJournal'>,
  { node, actor, key }: ChangeRosterDays,
  { date, expectedRev }: Day,
): Promise<void> => {
  if (expectedRev === undefined) return;
  const rev = (await workPlan.rosterDays.find(rosterDayId(node, date)))?.rev ?? 0;
  if (rev === expectedRev) return;
  const dayKey = keyOf(key, date);
  if (dayKey !== undefined && (await organisationJournal.ofCommand(actor.id, dayKey))) return;
  throw new Refusal(
    'VERSION_CONFLICT',
    `The roster of '${node}' on ${date} is at revision ${rev}, not ${expectedRev}: someone changed it meanwhile. Load it again.`,
    { date, rev, expectedRev },
  );
};

/** Refuses as `changeRoster` does for one day, with `VERSION_CONFLICT` before anything is changed. */
export const changeRosterDays = async (
  context: Pick<DeskContext, 'people' | 'workPlan' | 'organisationJournal' | 'organisation' | 'digest'>,
  command: ChangeRosterDays,
): Promise<RecordAnswer<RosterDay>[]> => {
  const { node, days, key, ...base } = command;
  requireNode(context.organisation, node);
  authorisePlanning(base.actor, context.organisation, [node]);
  for (const day of days) await requireFresh(context, command, day);
  const answers: RecordAnswer<RosterDay>[] = [];
  for (const day of days)
    answers.push(await changeRoster(context, { ...base, ...day, node, ...present({ key: keyOf(key, day.date) }) }));
  return answers;
};
