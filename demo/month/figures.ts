/** What the journals say about a month, case by case; whoever counts the lists must come to the same. */
import type { JournalEntry } from '../../engine/index.ts';

export type CaseFigures = {
  readonly registered: number;
  readonly open: number;
  readonly closed: number;
  /** Cases that missed a time limit, and those that did not. */
  readonly overdue: number;
  readonly inTime: number;
};

export type MonthFigures = {
  /** By `centre/process`. */
  readonly cases: ReadonlyMap<string, CaseFigures>;
  /** Open tasks by activity. */
  readonly openTasks: ReadonlyMap<string, number>;
  /** Entries by type. */
  readonly entries: ReadonlyMap<string, number>;
  /** Runs of called processes by their key: work orders, callbacks. */
  readonly called: ReadonlyMap<string, number>;
  /** Elements at which an incident has not been settled, by activity. */
  readonly incidents: ReadonlyMap<string, number>;
};

const none: CaseFigures = { registered: 0, open: 0, closed: 0, overdue: 0, inTime: 0 };

/** Of two merged cases the one that went into the other is over. */
const closes = ({ type, details }: JournalEntry): boolean =>
  type === 'CaseClosed' || type === 'CaseTerminated' || (type === 'CasesMerged' && details?.['kind'] === 'mergedInto');
const opens: ReadonlySet<string> = new Set(['CaseRegistered', 'CaseReopened', 'MergeUndone']);

const add = (map: Map<string, number>, key: string, count = 1): void => void map.set(key, (map.get(key) ?? 0) + count);

const centreOf = (details: JournalEntry['details']): string => {
  const centre = details?.['centre'];
  return typeof centre === 'string' ? centre : '';
};

const processOf = (details: JournalEntry['details']): string =>
  (details?.['definition'] as { readonly key?: string } | undefined)?.key ?? '';

/** `<centre>/<process>` of a case, as its registration says. */
const placeOf = ({ details }: JournalEntry): string => `${centreOf(details)}/${processOf(details)}`;

export const sumOf = (figures: Iterable<CaseFigures>): CaseFigures => {
  let sum = none;
  for (const one of figures)
    sum = {
      registered: sum.registered + one.registered,
      open: sum.open + one.open,
      closed: sum.closed + one.closed,
      overdue: sum.overdue + one.overdue,
      inTime: sum.inTime + one.inTime,
    };
  return sum;
};

/** Reads each journal once, from its first entry to its last. */
export const figuresOf = async (
  journals: AsyncIterable<readonly JournalEntry[]> | Iterable<readonly JournalEntry[]>,
): Promise<MonthFigures> => {
  const cases = new Map<string, CaseFigures>();
  const openTasks = new Map<string, number>();
  const entries = new Map<string, number>();
  const called = new Map<string, number>();
  const incidents = new Map<string, number>();
  for await (const journal of journals) {
    let isOpen = false;
    let isOverdue = false;
    const tasks = new Map<string, string>();
    const troubles = new Set<string>();
    for (const entry of journal) {
      const { type, taskId, activityId = '', details } = entry;
      add(entries, type);
      if (opens.has(type)) isOpen = true;
      if (closes(entry)) isOpen = false;
      if (type === 'SlaBreached') isOverdue = true;
      if (type === 'ProcessCalled') add(called, processOf(details));
      if (type === 'TaskCreated' && taskId) tasks.set(taskId, activityId);
      if ((type === 'TaskCompleted' || type === 'TaskCancelled') && taskId) tasks.delete(taskId);
      if (type === 'IncidentRaised') troubles.add(activityId);
      if (type === 'IncidentRetried') troubles.delete(activityId);
    }
    for (const activityId of tasks.values()) add(openTasks, activityId);
    if (isOpen) for (const activityId of troubles) add(incidents, activityId);
    const place = placeOf(journal[0]!);
    const one = {
      registered: 1,
      open: isOpen ? 1 : 0,
      closed: isOpen ? 0 : 1,
      overdue: isOverdue ? 1 : 0,
      inTime: isOverdue ? 0 : 1,
    };
    cases.set(place, sumOf([cases.get(place) ?? none, one]));
  }
  return { cases, openTasks, entries, called, incidents };
};
