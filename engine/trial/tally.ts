/** What the cases of a trial came to, in figures that can be put beside each other. */
import { isOpen } from '../case/task.ts';
import type { TrialCase, TrialEntry } from './trial-case.ts';

export type RoleWork = { readonly role: string; readonly tasks: number; readonly hours: number };
export type Standing = { readonly activityId: string; readonly cases: number };

export type TrialFigures = {
  readonly cases: number;
  readonly closed: number;
  /** Time limits passed, and cases in which one was. */
  readonly breaches: number;
  readonly breachedCases: number;
  readonly escalations: number;
  readonly incidents: number;
  /** From registration to the end, of closed cases; hours. */
  readonly medianHours?: number;
  readonly ninetiethHours?: number;
  readonly work: readonly RoleWork[];
  /** Where cases that are not closed stand. */
  readonly standing: readonly Standing[];
};

/** One case's part in the figures. */
export type CaseResult = {
  readonly number: string;
  readonly isClosed: boolean;
  readonly breaches: number;
  readonly escalations: number;
  readonly hours?: number;
  readonly standsAt: readonly string[];
  readonly hasIncident: boolean;
  readonly work: readonly RoleWork[];
};

const HOUR = 3_600_000;

const roleOf = (candidates: readonly string[]): string => candidates[0]?.split('@')[0] ?? '–';

const workOf = (entries: readonly TrialEntry[]): RoleWork[] => {
  const created = new Map<string, { at: number; role: string }>();
  const byRole = new Map<string, { tasks: number; hours: number }>();
  for (const { type, taskId, at, details } of entries) {
    if (taskId === undefined) continue;
    if (type === 'TaskCreated')
      created.set(taskId, { at: at.getTime(), role: roleOf((details?.['candidates'] as string[] | undefined) ?? []) });
    const begun = created.get(taskId);
    if (!begun || (type !== 'TaskCompleted' && type !== 'TaskCancelled')) continue;
    const { tasks, hours } = byRole.get(begun.role) ?? { tasks: 0, hours: 0 };
    byRole.set(begun.role, { tasks: tasks + 1, hours: hours + (at.getTime() - begun.at) / HOUR });
  }
  return [...byRole].map(([role, work]) => ({ role, ...work }));
};

export const caseResult = ({ case: current, entries }: TrialCase): CaseResult => {
  const count = (type: TrialEntry['type']): number => entries.filter((entry) => entry.type === type).length;
  const isClosed = current.status === 'closed';
  return {
    number: current.number,
    isClosed,
    breaches: count('SlaBreached'),
    escalations: count('TaskEscalated'),
    hasIncident: current.incidents.length > 0,
    standsAt: isClosed ? [] : [...new Set(current.tasks.filter(isOpen).map(({ activityId }) => activityId))],
    work: workOf(entries),
    ...(current.closedAt && { hours: (current.closedAt.getTime() - current.registeredAt.getTime()) / HOUR }),
  };
};

const sum = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((total, item) => total + value(item), 0);

const quantile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

export const figuresOf = (results: readonly CaseResult[]): TrialFigures => {
  const hours = results.flatMap((result) => result.hours ?? []).toSorted((left, right) => left - right);
  const [median, ninetieth] = [quantile(hours, 0.5), quantile(hours, 0.9)];
  const roles = [...new Set(results.flatMap(({ work }) => work.map(({ role }) => role)))].toSorted();
  const places = [...new Set(results.flatMap(({ standsAt }) => standsAt))];
  return {
    cases: results.length,
    closed: results.filter(({ isClosed }) => isClosed).length,
    breaches: sum(results, ({ breaches }) => breaches),
    breachedCases: results.filter(({ breaches }) => breaches > 0).length,
    escalations: sum(results, ({ escalations }) => escalations),
    incidents: results.filter(({ hasIncident }) => hasIncident).length,
    ...(median !== undefined && { medianHours: median }),
    ...(ninetieth !== undefined && { ninetiethHours: ninetieth }),
    work: roles.map((role) => {
      const done = results.flatMap(({ work }) => work.filter((one) => one.role === role));
      return { role, tasks: sum(done, ({ tasks }) => tasks), hours: sum(done, (one) => one.hours) };
    }),
    standing: places
      .map((activityId) => ({
        activityId,
        cases: results.filter(({ standsAt }) => standsAt.includes(activityId)).length,
      }))
      .toSorted((left, right) => right.cases - left.cases),
  };
};
