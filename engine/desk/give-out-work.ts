/** Gives ready tasks to whoever is on duty with the skills and holds the least (assignment by push, requirement O4). */
import { Refusal } from '../errors.ts';
import type { WorklistItem } from '../case/worklist-item.ts';
import type { DeskContext } from './desk-context.ts';
import { onDuty } from './on-duty.ts';
import { giveOutTask } from './pass-task.ts';
import type { Person } from './person.ts';

/** Tasks nobody is there for stay in the list, so it must be long enough to see past them. */
const mostAtOnce = 1000;

/** Everybody on duty who may do the task and has what it takes. */
const suitable = async (
  context: DeskContext,
  { candidates, skills = [] }: WorklistItem,
  at: Date,
): Promise<Person[]> => {
  const groups = await Promise.all(
    candidates.map((key) => {
      const [role = '', node = ''] = key.split('@');
      return onDuty(context, node, role, at);
    }),
  );
  const people = new Map(groups.flat().map((person) => [person.id, person]));
  return [...people.values()].filter((person) => skills.every((skill) => person.skills.includes(skill)));
};

const giveOut = async (context: DeskContext, item: WorklistItem, at: Date): Promise<boolean> => {
  const people = await suitable(context, item, at);
  if (people.length === 0) return false;
  const held = await context.deskWork.countHeld(people.map(({ id }) => id));
  const load = (person: Person): number => held.get(person.id) ?? 0;
  const least = people.reduce((best, person) => (load(person) < load(best) ? person : best));
  try {
    await giveOutTask(context, { taskId: item.id, at, to: least.id, held: load(least), among: people.length });
    return true;
  } catch (error) {
    // Somebody was faster: the task is gone or done.
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/** One round; resolves to how many tasks found somebody. A task nobody is there for stays ready. */
export const giveOutWork = async (context: DeskContext, at: Date): Promise<number> => {
  const plans = await context.workPlan.allShiftPlans();
  const groups = plans.flatMap(({ id, pushRoles }) => pushRoles.map((role) => `${role}@${id}`));
  let given = 0;
  for (const item of await context.deskWork.readyToGiveOut(groups, mostAtOnce))
    if (await giveOut(context, item, at)) given += 1;
  return given;
};
