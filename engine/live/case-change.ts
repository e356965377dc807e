/** What the live feed says of one committed change: enough to know what to read again, and nothing personal. */
import type { Actor } from '../case/actor.ts';
import { visibleNodes } from '../case/authorisation.ts';
import { candidateKeysOf } from '../case/candidates.ts';
import type { Case } from '../case/case.ts';
import type { JournalEntry, JournalEntryType } from '../case/journal.ts';
import { isWithin, type Organisation } from '../case/organisation.ts';
import { branchesOf } from '../case/sent-work.ts';
import type { Task } from '../case/task.ts';
import { runOf } from '../case/visibility.ts';

export type ChangedTask = {
  readonly id: string;
  readonly status: Task['status'];
  readonly assignee?: string;
  readonly candidates: readonly string[];
};

export type CaseChange = {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly rev: number;
  readonly centre: string;
  readonly status: Case['status'];
  readonly at: Date;
  readonly actor: string;
  /** What was recorded, each type once. */
  readonly types: readonly JournalEntryType[];
  readonly tasks: readonly ChangedTask[];
  /** What happened in work that was sent to branches; a branch is told of its own and of nothing else. */
  readonly sent?: readonly {
    readonly nodes: readonly string[];
    readonly types: readonly JournalEntryType[];
    readonly taskIds: readonly string[];
  }[];
};

const typesOf = (entries: readonly JournalEntry[]): JournalEntryType[] => [...new Set(entries.map(({ type }) => type))];

const sentWork = ({ runs, tasks }: Case, entries: readonly JournalEntry[]): NonNullable<CaseChange['sent']> =>
  runs.flatMap(({ id, sentTo: nodes }) => {
    const happened = nodes ? entries.filter((entry) => runOf(entry) === id) : [];
    const taskIds = tasks.filter(({ runId }) => runId === id).map((task) => task.id);
    return nodes && happened.length > 0 ? [{ nodes, types: typesOf(happened), taskIds }] : [];
  });

export const caseChange = (next: Case, entries: readonly JournalEntry[]): CaseChange => {
  const touched = new Set(entries.map(({ taskId }) => taskId));
  const sent = sentWork(next, entries);
  return {
    caseId: next.id,
    caseNumber: next.number,
    rev: next.rev,
    centre: next.contact.centre,
    status: next.status,
    at: entries[0]?.at ?? next.registeredAt,
    actor: entries[0]?.actor.id ?? 'system',
    types: typesOf(entries),
    ...(sent.length > 0 && { sent }),
    tasks: next.tasks
      .filter(({ id }) => touched.has(id))
      .map(({ id, status, candidates, ...task }) => ({
        id,
        status,
        candidates,
        ...('assignee' in task && task.assignee !== undefined && { assignee: task.assignee }),
      })),
  };
};

/** The change as an actor may see it (requirement O3): all of it, only the work sent to their branch and their own tasks, or nothing. */
export const visibleChange = (actor: Actor, organisation: Organisation, change: CaseChange): CaseChange | undefined => {
  if (visibleNodes(actor).some((node) => isWithin(organisation, change.centre, node))) return change;
  const { sent = [], ...rest } = change;
  const branches = new Set(branchesOf(actor, organisation));
  const own = sent.filter(({ nodes }) => nodes.some((node) => branches.has(node)));
  const keys = new Set(candidateKeysOf(actor));
  const tasks = change.tasks.filter(
    ({ id, assignee, candidates }) =>
      assignee === actor.id ||
      candidates.some((key) => keys.has(key)) ||
      own.some(({ taskIds }) => taskIds.includes(id)),
  );
  if (own.length > 0) return { ...rest, tasks, types: [...new Set(own.flatMap(({ types }) => types))] };
  return tasks.length === 0 ? undefined : { ...rest, tasks };
};

/** One line of the feed; `number` grows over all cases and nodes. */
export type FeedItem = { readonly number: number; readonly change: CaseChange };

/** A feed's items since a moment; supplied by the store. */
export type ChangeFeed = {
  /** The number of the last change there is; what is read afterwards shows it and all before it. */
  position(): Promise<number>;
  /**
   * Calls `receive` with every change behind `after`, in order, until the returned function is called. Without `after` it begins with
   * the next change. `start` is called once before the first item with the number the feed begins behind, and whether
   * changes between `after` and it are no longer kept, so that the receiver must read everything again.
   */
  follow(
    after: number | undefined,
    receiver: {
      start(from: number, isIncomplete: boolean): void;
      receive(item: FeedItem): void;
    },
  ): Promise<() => void>;
};
