/** A live user task of a case (WS-HumanTask states: ready → reserved → completed | cancelled). */
type TaskBase = {
  /** `<caseId>.<runId>.<executionId>`: unique over all cases, and tells its case. */
  readonly id: string;
  readonly runId: string;
  readonly executionId: string;
  readonly activityId: string;
  readonly name?: string;
  readonly tier?: string;
  readonly formKey?: string;
  /** `role@node` keys; whoever answers to one of them may claim. */
  readonly candidates: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly priority?: number;
  /** Given out to whoever is on duty and holds least, instead of claimed. */
  readonly assignment?: 'push';
  /** What somebody must be able to do to be given it. */
  readonly skills?: readonly string[];
  readonly createdAt: Date;
  /** The limit of its SLA target, else its own due date, else the limit of the sub-process around it. */
  readonly dueAt?: Date;
  /** Whose target that limit is when it is not its own: an activity around it. */
  readonly targetId?: string;
};

export type OpenTask = TaskBase &
  ({ readonly status: 'ready' } | { readonly status: 'reserved'; readonly assignee: string });

export type EndedTask = TaskBase & {
  /** Who held it last. */
  readonly assignee?: string;
  readonly endedAt: Date;
} & (
    | { readonly status: 'completed'; readonly completedBy: string }
    | { readonly status: 'cancelled'; readonly cause: string }
  );

export type Task = OpenTask | EndedTask;

export const isOpen = (task: Task): task is OpenTask => task.status === 'ready' || task.status === 'reserved';

/** The case a task id belongs to. */
export const caseIdOf = (taskId: string): string => taskId.split('.')[0]!;

export const taskIdOf = (caseId: string, runId: string, executionId: string): string =>
  `${caseId}.${runId}.${executionId}`;
