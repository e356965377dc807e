/** Who is there to get work at a moment: on the roster of a shift that is going on, active, and not away. */
import { isAway } from './absence.ts';
import type { DeskContext } from './desk-context.ts';
import type { Person } from './person.ts';
import { covers, datesAround, rosterDayId, spanOf } from './shift.ts';

export type DutyContext = Pick<DeskContext, 'people' | 'workPlan'>;

/** Ids of everybody the roster of a node has at work at a moment. */
const rostered = async ({ workPlan }: DutyContext, node: string, at: Date): Promise<string[]> => {
  const plan = await workPlan.shiftPlans.find(node);
  if (!plan) return [];
  const dates = datesAround(at, plan.timeZone);
  const days = await Promise.all(dates.map((date) => workPlan.rosterDays.find(rosterDayId(node, date))));
  const ids = days.flatMap((day) =>
    (day?.entries ?? [])
      .filter(({ shiftId }) => {
        const shift = plan.shifts.find(({ id }) => id === shiftId);
        return shift !== undefined && covers(spanOf(shift, day!.date, plan.timeZone), at);
      })
      .map(({ personId }) => personId),
  );
  return [...new Set(ids)];
};

/** People with a role at a node (any role when none is named) who are on duty there at a moment, by id. */
export const onDuty = async (
  context: DutyContext,
  node: string,
  role: string | undefined,
  at: Date,
): Promise<readonly Person[]> => {
  const ids = await rostered(context, node, at);
  if (ids.length === 0) return [];
  const [people, absences] = await Promise.all([
    Promise.all(ids.map((id) => context.people.find(id))),
    context.workPlan.absencesAt(ids, at),
  ]);
  return people
    .filter((person) => person !== undefined)
    .filter(({ id, isActive }) => isActive && !isAway(absences, id, at))
    .filter(({ roles }) => role === undefined || roles.some((held) => held.role === role && held.node === node))
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
};
