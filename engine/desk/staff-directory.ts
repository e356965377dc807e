import type { Staff } from '../case/staff.ts';
import type { DeskContext } from './desk-context.ts';
import { isAway } from './absence.ts';

/** The staff as people and their absences have it. */
export const staffDirectory = ({ people, workPlan }: Pick<DeskContext, 'people' | 'workPlan'>): Staff => ({
  async find(id, at) {
    const person = await people.find(id);
    if (!person) return undefined;
    const absences = await workPlan.absencesAt([id], at);
    const { until } = absences.find((absence) => isAway([absence], id, at)) ?? {};
    return {
      id,
      roles: person.roles,
      isActive: person.isActive,
      isAway: isAway(absences, id, at),
      ...(until && { awayUntil: until }),
    };
  },
});
