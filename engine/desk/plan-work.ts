/** Shifts and rosters, kept by the leaders of a node. */
import type { RoleName } from '../case/actor.ts';
import { canonicalJson } from '../case/journal.ts';
import { Refusal } from '../errors.ts';
import { isTimeZone } from '../model/timer/zoned-time.ts';
import { changeRecord, type RecordAnswer, type RecordCommand } from './change-record.ts';
import type { DeskContext } from './desk-context.ts';
import { authorisePlanning, requireNode } from './desk-rights.ts';
import { rosterDayId, type RosterDay, type RosterEntry, type Shift, type ShiftPlan } from './shift.ts';

type PlanContext = Pick<DeskContext, 'people' | 'workPlan' | 'organisationJournal' | 'organisation' | 'digest'>;

export type PlanShifts = RecordCommand & {
  readonly node: string;
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
  readonly pushRoles: readonly RoleName[];
};

/** Sets the shifts of a node. Refuses with `NODE_NOT_FOUND`, `NOT_ALLOWED`, `NOT_SUPPORTED` (no such time zone). */
export const planShifts = (context: PlanContext, command: PlanShifts): Promise<RecordAnswer<ShiftPlan>> => {
  const { node, timeZone, shifts, pushRoles } = command;
  const changing = { records: context.workPlan.shiftPlans, name: 'planShifts', kind: 'shifts', id: node };
  return changeRecord(context, changing, command, () => {
    requireNode(context.organisation, node);
    authorisePlanning(command.actor, context.organisation, [node]);
    if (!isTimeZone(timeZone))
      throw new Refusal('NOT_SUPPORTED', `There is no time zone '${timeZone}'; write one such as Asia/Shanghai.`);
    return { next: { id: node, timeZone, shifts, pushRoles }, type: 'ShiftsPlanned', nodes: [node] };
  });
};

export type ChangeRoster = RecordCommand & {
  readonly node: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly entries: readonly RosterEntry[];
};

const requireShifts = async (
  { workPlan }: PlanContext,
  node: string,
  entries: readonly RosterEntry[],
): Promise<void> => {
  const known = (await workPlan.shiftPlans.find(node))?.shifts.map(({ id }) => id) ?? [];
  const unknown = entries.find(({ shiftId }) => !known.includes(shiftId));
  if (unknown)
    throw new Refusal(
      'SHIFT_NOT_FOUND',
      `'${node}' has no shift '${unknown.shiftId}'; its shifts are ${known.join(', ') || 'not planned yet'}.`,
      { node, shiftId: unknown.shiftId },
    );
};

const requirePeople = async ({ people }: PlanContext, node: string, entries: readonly RosterEntry[]): Promise<void> => {
  for (const personId of new Set(entries.map((entry) => entry.personId))) {
    const person = await people.find(personId);
    if (!person?.isActive || !person.roles.some((held) => held.node === node))
      throw new Refusal('PERSON_NOT_FOUND', `'${personId}' is nobody who works at '${node}'.`, { personId, node });
  }
};

/**
 * Says who works a local day of a node; the same again changes nothing.
 * Refuses with `NODE_NOT_FOUND`, `SHIFT_NOT_FOUND`, `PERSON_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const changeRoster = (context: PlanContext, command: ChangeRoster): Promise<RecordAnswer<RosterDay>> => {
  const { node, date, entries } = command;
  const id = rosterDayId(node, date);
  const changing = { records: context.workPlan.rosterDays, name: 'changeRoster', kind: 'roster', id };
  return changeRecord(context, changing, command, async (current) => {
    requireNode(context.organisation, node);
    authorisePlanning(command.actor, context.organisation, [node]);
    await requireShifts(context, node, entries);
    await requirePeople(context, node, entries);
    if (current && canonicalJson(current.entries) === canonicalJson(entries)) return undefined;
    return { next: { id, node, date, entries }, type: 'RosterChanged', nodes: [node] };
  });
};
