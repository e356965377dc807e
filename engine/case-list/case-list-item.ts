/** A case as lists, counts and boards ask for it: the few facts they filter, sort and group by; derived at every change. */
import type { Case, Run } from '../case/case.ts';
import { openPause } from '../case/clock.ts';
import { isOpen } from '../case/task.ts';
import { noDueAt } from '../case/worklist-item.ts';
import { present } from '../present.ts';

export type CaseListItem = {
  readonly id: string;
  readonly rev: number;
  readonly number: string;
  readonly centre: string;
  /** Branches and departments that got work of the case. */
  readonly sentTo: readonly string[];
  /** The branch the case file names. */
  readonly branch?: string;
  readonly status: Case['status'];
  readonly tier?: string;
  readonly category: string;
  readonly severity: string;
  readonly channel: string;
  readonly customerClass: string;
  readonly registeredAt: Date;
  readonly closedAt?: Date;
  /** `<key>:<version>` of every process that runs. */
  readonly versions: readonly string[];
  readonly process: string;
  readonly version: number;
  /** `<key>:<version>:<element>` for every token. */
  readonly stands: readonly string[];
  /** `<key>:<version>:<element>` for every incident. */
  readonly incidents: readonly string[];
  /** The earliest due moment of its open tasks and running targets; `noDueAt` without one, so that they sort last. */
  readonly dueAt: Date;
  /** Since when its longest waiting token has not moved; `noDueAt` when nothing waits. */
  readonly stuckSince: Date;
  readonly assignees: readonly string[];
  /** An open task that nobody holds. */
  readonly isUnassigned: boolean;
  readonly hasIncident: boolean;
  readonly isBreached: boolean;
  readonly isSuspended: boolean;
  readonly isPaused: boolean;
  /** Calendars by which its running limits count. */
  readonly calendars: readonly string[];
};

const earliest = (moments: readonly (Date | undefined)[]): Date =>
  new Date(Math.min(noDueAt.getTime(), ...moments.flatMap((moment) => moment?.getTime() ?? [])));

const refOf = ({ definition }: Run): string => `${definition.key}:${definition.version}`;

const isRunning = ({ execution }: Run): boolean => execution.status === 'running';

const textIn = (run: Run | undefined, name: string): string | undefined => {
  const value = run?.execution.data[name];
  return typeof value === 'string' ? value : undefined;
};

export const caseListItem = (current: Case): CaseListItem => {
  const { contact, runs, slaTargets } = current;
  const running = runs.filter(isRunning);
  const tasks = current.tasks.filter(isOpen);
  const own = runs[0];
  const refs = new Map(runs.map((run) => [run.id, refOf(run)]));
  return {
    id: current.id,
    rev: current.rev,
    number: current.number,
    centre: contact.centre,
    sentTo: [...new Set(runs.flatMap(({ sentTo }) => sentTo ?? []))],
    status: current.status,
    category: contact.category,
    severity: contact.severity,
    channel: contact.channel,
    customerClass: contact.customer.class,
    registeredAt: current.registeredAt,
    versions: [...new Set(running.map(refOf))],
    process: own?.definition.key ?? '',
    version: own?.definition.version ?? 0,
    stands: running.flatMap((run) => (run.stands ?? []).map(({ activityId }) => `${refOf(run)}:${activityId}`)),
    incidents: current.incidents.map(({ runId, activityId }) => `${refs.get(runId) ?? ''}:${activityId}`),
    dueAt: earliest([
      ...tasks.map(({ dueAt }) => dueAt),
      ...slaTargets.filter(({ endedAt }) => endedAt === undefined).map(({ dueAt }) => dueAt),
    ]),
    stuckSince: earliest(running.flatMap(({ stands = [] }) => stands.map(({ since }) => since))),
    assignees: [...new Set(tasks.flatMap((task) => (task.status === 'reserved' ? task.assignee : [])))],
    isUnassigned: tasks.some(({ status }) => status === 'ready'),
    hasIncident: current.incidents.length > 0,
    isBreached: slaTargets.some(({ breachedAt }) => breachedAt !== undefined),
    isSuspended: current.suspended !== undefined,
    isPaused: openPause(current) !== undefined,
    calendars: [...new Set(slaTargets.flatMap(({ endedAt, calendarId }) => (endedAt ? [] : (calendarId ?? []))))],
    ...present({ tier: current.tier, closedAt: current.closedAt, branch: textIn(own, 'branch') }),
  };
};
