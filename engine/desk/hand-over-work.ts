/**
 * Hands over all work of people whose absence has begun. What is left is always asked of the worklist, so that a crash in the
 * middle only means going on: a task that was passed is no longer held, one that was refused is in the record.
 */
import { systemActor } from '../case/actor.ts';
import { Refusal } from '../errors.ts';
import type { WorklistItem } from '../case/worklist-item.ts';
import { present } from '../present.ts';
import type { Absence, PassedTask } from './absence.ts';
import { changeRecord } from './change-record.ts';
import type { DeskContext } from './desk-context.ts';
import { passTask } from './pass-task.ts';

type HandOverContext = Pick<DeskContext, 'workPlan' | 'deskWork'> & DeskContext;

/** Tasks passed between two writes of the record. */
const batch = 50;

const pass = async (context: HandOverContext, absence: Absence, item: WorklistItem, at: Date): Promise<PassedTask> => {
  const { personId: from, deputyId: to, id: absenceId } = absence;
  const passed = { taskId: item.id, caseNumber: item.caseNumber };
  try {
    await passTask(context, { taskId: item.id, at, from, absenceId, ...present({ to }) });
    return { ...passed, outcome: to === undefined ? 'released' : 'passed' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...passed, outcome: 'refused', problem: `${error.code}: ${error.message}` };
  }
};

const note = (context: HandOverContext, { id }: Absence, tasks: readonly PassedTask[], isDone: boolean, at: Date) =>
  changeRecord<Absence>(
    context,
    { records: context.workPlan.absences, name: 'handOverWork', kind: 'absence', id },
    { actor: systemActor, at },
    (current) => {
      const { rev, ...content } = current!;
      const handOver = {
        status: isDone || content.endedAt ? ('done' as const) : ('waiting' as const),
        tasks: [...content.handOver.tasks, ...tasks],
      };
      return { next: { ...content, handOver }, type: 'WorkHandedOver', nodes: content.nodes };
    },
  );

const handOver = async (context: HandOverContext, absence: Absence, at: Date): Promise<number> => {
  const refused = new Set(
    absence.handOver.tasks.filter(({ outcome }) => outcome === 'refused').map(({ taskId }) => taskId),
  );
  const held = (await context.deskWork.heldBy(absence.personId, batch + refused.size)).filter(
    ({ id }) => !refused.has(id),
  );
  const passed: PassedTask[] = [];
  for (const item of held) passed.push(await pass(context, absence, item, at));
  await note(context, absence, passed, held.length < batch, at);
  return 1 + passed.length;
};

/** One round over the absences with work left; resolves to how much there was to do. */
export const handOverWork = async (context: HandOverContext, at: Date): Promise<number> => {
  let done = 0;
  for (const absence of await context.workPlan.absencesWithWork(at, 10)) done += await handOver(context, absence, at);
  return done;
};
