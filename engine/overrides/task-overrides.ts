/** What managers, and for delegation the holder, do to an open task without touching the process. */
import { roleNames, type Actor } from '../case/actor.ts';
import { authoriseCandidate, mayOverride } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { record, replaceTask, type Draft } from '../case/draft.ts';
import type { NewEntry } from '../case/journal.ts';
import type { Organisation } from '../case/organisation.ts';
import { requireAssignee } from '../case/staff.ts';
import { isOpen, type OpenTask } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import { keyOfGroup } from './candidate-group.ts';
import { requireOpenCase, type Override, type Undo } from './override.ts';
import { openTasksOf, requireTasks, resolveTask, type TaskSubject } from './subject.ts';

type Reassign = TaskSubject & {
  /** User id of the person who gets it; instead of `candidateGroups`. */
  readonly assignee?: string;
  /** `role` or `role@node`: who may claim it; instead of `assignee`. */
  readonly candidateGroups?: readonly string[];
};
type ToPerson = TaskSubject & { readonly assignee: string };
type SetPriority = TaskSubject & { readonly priority: number | null };

const holding = (task: OpenTask): Record<string, unknown> => ({
  candidates: task.candidates,
  ...present({ assignee: task.status === 'reserved' ? task.assignee : undefined }),
});

const replaced = (
  draft: Draft,
  before: OpenTask,
  after: OpenTask,
  entry: Pick<NewEntry, 'type' | 'reason'>,
  details = { before: holding(before), after: holding(after) } as Record<string, unknown>,
): Draft => record(replaceTask(draft, after), { ...entry, taskId: after.id, activityId: after.activityId, details });

const heldBy = (task: OpenTask, assignee: string): OpenTask => ({ ...task, status: 'reserved', assignee });

const isHeldBy = (task: OpenTask, userId: string): boolean => task.status === 'reserved' && task.assignee === userId;

/** The task as it was before, asked for again. */
const giveBack = (before: Case, taskId: string): Undo | undefined => {
  const task = before.tasks.find(({ id }) => id === taskId);
  if (!task || !isOpen(task)) return undefined;
  return task.status === 'reserved'
    ? { action: 'reassign', taskId, assignee: task.assignee }
    : { action: 'reassign', taskId, candidateGroups: task.candidates };
};

const changedTask = (before: Case, after: Case): string | undefined =>
  after.tasks.find((task) => isOpen(task) && before.tasks.find(({ id }) => id === task.id) !== task)?.id;

const undoHolding: NonNullable<Override<TaskSubject>['undo']> = (before, after) => {
  const taskId = changedTask(before.case, after.case);
  return taskId === undefined ? undefined : giveBack(before.case, taskId);
};

/** Gives a task to a person, or to others to claim, whoever holds it. */
export const reassign: Override<Reassign> = {
  who: 'managers',
  async decide(context, draft, { reason, at, assignee, candidateGroups, ...subject }) {
    const { organisation } = context;
    const task = resolveTask(draft.case, subject, 'reassigned');
    if ((assignee === undefined) === (candidateGroups === undefined))
      throw new Refusal('CHOICE_NEEDED', `Name either 'assignee' or 'candidateGroups', not both and not neither.`);
    if (assignee !== undefined && isHeldBy(task, assignee)) return undefined;
    const entry = { type: 'TaskReassigned' as const, reason };
    if (assignee !== undefined) {
      await requireAssignee(context, draft.case, task, assignee, at);
      return replaced(draft, task, heldBy(task, assignee), entry);
    }
    const { centre } = draft.case.contact;
    const candidates = candidateGroups!.map((group) => keyOfGroup(organisation, group, centre));
    const { assignee: _, ...rest } = { assignee: undefined, ...task };
    return replaced(draft, task, { ...rest, status: 'ready', candidates, candidateUsers: [] }, entry);
  },
  offer: (_, { case: current }) => ({ tasks: requireTasks(current, openTasksOf(current)), candidateGroups: roleNames }),
  undo: undoHolding,
};

const readyTasks = (current: Case): OpenTask[] => openTasksOf(current).filter(({ status }) => status === 'ready');

/** Claims a ready task for somebody else. */
export const claimFor: Override<ToPerson> = {
  who: 'managers',
  async decide(context, draft, { reason, at, assignee, ...subject }) {
    const task = resolveTask(draft.case, subject, 'claimed');
    if (isHeldBy(task, assignee)) return undefined;
    if (task.status === 'reserved')
      throw new Refusal(
        'TASK_ALREADY_CLAIMED',
        `Task '${task.activityId}' of case ${draft.case.number} is held by ${task.assignee}; reassign it instead.`,
        { taskId: task.id, assignee: task.assignee },
      );
    await requireAssignee(context, draft.case, task, assignee, at);
    return replaced(draft, task, heldBy(task, assignee), { type: 'TaskClaimed', reason }, { for: assignee });
  },
  offer: (_, { case: current }) => ({ tasks: requireTasks(current, readyTasks(current), 'task that nobody holds') }),
  undo: undoHolding,
};

const authoriseDelegation = (actor: Actor, organisation: Organisation, task: OpenTask, current: Case): void => {
  if (isHeldBy(task, actor.id) || mayOverride(actor, organisation, current.contact.centre)) return;
  if (task.status === 'ready') return authoriseCandidate(actor, organisation, task, current);
  throw new Refusal(
    'NOT_ALLOWED',
    `Task '${task.activityId}' of case ${current.number} is held by ${task.assignee}; only they or a manager of the centre can delegate it.`,
    { taskId: task.id, assignee: task.assignee },
  );
};

/** Passes one's own task to a colleague (WS-HumanTask delegate). */
export const delegate: Override<ToPerson> = {
  who: 'handlers',
  async decide(context, draft, { actor, at, reason, assignee, ...subject }) {
    const task = resolveTask(draft.case, subject, 'delegated');
    authoriseDelegation(actor, context.organisation, task, draft.case);
    if (isHeldBy(task, assignee)) return undefined;
    await requireAssignee(context, draft.case, task, assignee, at);
    return replaced(draft, task, heldBy(task, assignee), { type: 'TaskDelegated', reason });
  },
  offer: (_, { case: current }) => ({ tasks: requireTasks(current, openTasksOf(current)) }),
  undo: undoHolding,
};

/** Says how urgent a task is among those due at the same time; `null` takes it back. */
export const setPriority: Override<SetPriority> = {
  who: 'managers',
  decide(_, draft, { reason, priority, ...subject }) {
    requireOpenCase(draft.case);
    const task = resolveTask(draft.case, subject, 'given a priority');
    const { priority: before, ...rest } = { priority: undefined, ...task };
    if (before === (priority ?? undefined)) return undefined;
    const after = { ...rest, ...present({ priority: priority ?? undefined }) } as OpenTask;
    const entry = { type: 'TaskPriorityChanged' as const, reason };
    return replaced(draft, task, after, entry, present({ before, after: priority ?? undefined }));
  },
  offer: (_, { case: current }) => ({ tasks: requireTasks(current, openTasksOf(current)) }),
  undo(before, after) {
    const taskId = changedTask(before.case, after.case);
    const task = before.case.tasks.find(({ id }) => id === taskId);
    return task && { action: 'setPriority', taskId: task.id, priority: task.priority ?? null };
  },
};
