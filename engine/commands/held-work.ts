/** What commands on fetched work share: it must still be what its case waits for, and the worker must still hold it. */
import type { Actor } from '../case/actor.ts';
import type { Draft } from '../case/draft.ts';
import { authoriseService, externalTasksOf, type ExternalTask } from '../case/external-task.ts';
import type { Case } from '../case/case.ts';
import { caseIdOf } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import type { WorkItem, WorkStore } from '../work.ts';
import { changeCase, type Answer, type CommandBase } from './change-case.ts';

export type WorkCommand = CommandBase & {
  readonly workId: string;
  readonly workerId: string;
  readonly expectedRev?: number;
};

/** A context whose outside work can be fetched. */
export type WorkContext = Context & { readonly work: WorkStore };

/** Work of a case has an id of three parts, work without one has none of the dots. */
export const belongsToCase = (workId: string): boolean => workId.includes('.');

export const requireWork = async ({ work }: Pick<WorkContext, 'work'>, workId: string): Promise<WorkItem> => {
  const item = await work.find(workId);
  if (item) return item;
  throw new Refusal('WORK_NOT_FOUND', `There is no external task '${workId}'.`, { workId });
};

/**
 * Throws `LOCK_LOST` unless this worker of this user holds the work. A lock that ran out still counts until another
 * worker has taken the work: nothing is done twice for being a little late.
 */
export const requireLock = (item: WorkItem | undefined, actor: Actor, workerId: string): void => {
  const holder = item?.lockedBy;
  if (holder?.workerId === workerId && holder.userId === actor.id) return;
  throw new Refusal(
    'LOCK_LOST',
    holder
      ? `The external task is held by worker '${holder.workerId}' of ${holder.userId} now, not by '${workerId}' of ${actor.id}: the lock ran out and the work was fetched again. Drop the result.`
      : `Worker '${workerId}' of ${actor.id} does not hold this external task; fetch and lock it first.`,
    { workerId, ...(holder && { lockedBy: holder.workerId, lockedUntil: item.lockedUntil }) },
  );
};

/** The work in its case; refuses with `EXECUTION_NOT_WAITING` when the case no longer waits for it. */
const requireExternalTask = (current: Case, workId: string): ExternalTask => {
  const task = externalTasksOf(current).find(({ id }) => id === workId);
  if (task) return task;
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    `Case ${current.number} no longer waits for external task '${workId}'; it was completed, cancelled or taken back by the process.`,
    { workId },
  );
};

/**
 * Whoever serves work of a case may know of that work, without seeing the case. Work that is gone is decided later, so that a
 * repeat of its completion still gets the first answer; its entries say nothing about the case.
 */
const knowsWork =
  (workId: string) =>
  (actor: Actor, organisation: Context['organisation'], current: Case): void => {
    const task = externalTasksOf(current).find(({ id }) => id === workId);
    if (task) authoriseService(actor, organisation, task.topic, task.node);
    else if (!actor.roles.some(({ role }) => role === 'integration-client' || role === 'administrator'))
      authoriseService(actor, organisation, '', current.contact.centre);
  };

/** A command on fetched work of a case: decided on the work as the case waits for it, held by the worker who reports. */
export const changeHeldWork = <Command extends WorkCommand>(
  context: WorkContext,
  name: string,
  command: Command,
  decide: (draft: Draft, task: ExternalTask, command: Command) => Draft | undefined | Promise<Draft | undefined>,
): Promise<Answer> => {
  const { workId } = command;
  return changeCase(
    context,
    name,
    { ...command, caseId: caseIdOf(workId) },
    async (draft, { actor, workerId }) => {
      const task = requireExternalTask(draft.case, workId);
      requireLock(await context.work.find(workId), actor, workerId);
      return decide(draft, task, command);
    },
    knowsWork(workId),
  );
};
