/** What a decision changes in a case, as data: read off the case before and after and the entries between, never guessed. */
import { requireDefinition } from '../case/advance.ts';
import type { Case, Timer } from '../case/case.ts';
import { caseMessageOf } from '../case/case-message.ts';
import { openPause } from '../case/clock.ts';
import { pauseCap } from '../case/pause-clock.ts';
import type { Draft } from '../case/draft.ts';
import type { CaseLink } from '../case/link.ts';
import { isOpen, type OpenTask, type Task } from '../case/task.ts';
import type { Definition } from '../definition.ts';
import type { Happening } from '../executor.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { tokensOf, type Token } from './tokens.ts';

type Named = { readonly activityId: string; readonly name?: string };

type TaskEffect = Named & {
  readonly tier?: string;
  readonly candidates: readonly string[];
  readonly assignee?: string;
  readonly priority?: number;
  readonly dueAt?: Date;
};

type LinkEffect = Pick<CaseLink, 'caseId' | 'caseNumber' | 'kind'>;

export type Effect = {
  readonly status?: { readonly before: string; readonly after: string };
  readonly tier?: { readonly before?: string; readonly after?: string };
  readonly isSuspended?: { readonly before: boolean; readonly after: boolean };
  readonly isPaused?: { readonly before: boolean; readonly after: boolean };
  readonly tasks: {
    readonly ended: readonly (TaskEffect & { readonly taskId: string })[];
    /** Without ids: they exist once it is done. */
    readonly opened: readonly TaskEffect[];
    readonly changed: readonly {
      readonly taskId: string;
      readonly before: TaskEffect;
      readonly after: TaskEffect;
    }[];
  };
  readonly timers: {
    readonly armed: readonly (Named & { readonly dueAt: Date })[];
    readonly cancelled: readonly (Named & { readonly dueAt: Date })[];
    readonly moved: readonly (Named & { readonly before: Date; readonly after: Date })[];
  };
  /** What other cases are to this one: links that begin, and those that are let go. */
  readonly links: { readonly begun: readonly LinkEffect[]; readonly ended: readonly LinkEffect[] };
  /** To people; word to linked cases goes with the links. */
  readonly messages: readonly { readonly to: readonly string[]; readonly template: string }[];
  readonly data: readonly { readonly name: string; readonly before?: unknown; readonly after?: unknown }[];
  readonly incidents: {
    readonly raised: readonly (Named & { readonly message: string })[];
    readonly resolved: readonly Named[];
  };
  /** Ids of elements in the order they are entered, and of flows in the order they are taken. */
  readonly entered: readonly string[];
  readonly flows: readonly string[];
  /** How many tokens wait at each element, for the diagram. */
  readonly tokens: {
    readonly before: Readonly<Record<string, number>>;
    readonly after: Readonly<Record<string, number>>;
  };
  readonly journal: readonly string[];
};

type NameOf = (activityId: string) => { name?: string };

const namesOf = async (context: Pick<Context, 'definitions'>, cases: readonly Case[]): Promise<NameOf> => {
  const definitions: Definition[] = [];
  for (const current of cases)
    for (const run of current.runs) definitions.push((await requireDefinition(context, current, run)).definition);
  return (activityId) =>
    present({
      name:
        activityId === pauseCap
          ? '暂停的上限 / The longest it may pause'
          : definitions.map(({ elements }) => elements.get(activityId)?.name).find((name) => name !== undefined),
    });
};

const taskEffect = (task: Task): TaskEffect => ({
  activityId: task.activityId,
  candidates: task.candidates,
  ...present({
    name: task.name,
    tier: task.tier,
    assignee: task.status === 'ready' ? undefined : task.assignee,
    priority: task.priority,
    dueAt: task.dueAt,
  }),
});

const tasksEffect = (before: Case, after: Case): Effect['tasks'] => {
  const open = new Map(after.tasks.filter(isOpen).map((task) => [task.id, task]));
  const was = before.tasks.filter(isOpen);
  const known = new Set(was.map(({ id }) => id));
  const kept = was
    .map((task): [OpenTask, OpenTask | undefined] => [task, open.get(task.id)])
    .filter((pair): pair is [OpenTask, OpenTask] => pair[1] !== undefined && pair[1] !== pair[0]);
  return {
    ended: was.filter(({ id }) => !open.has(id)).map((task) => ({ taskId: task.id, ...taskEffect(task) })),
    opened: [...open.values()].filter(({ id }) => !known.has(id)).map(taskEffect),
    changed: kept
      .map(([old, next]) => ({ taskId: old.id, before: taskEffect(old), after: taskEffect(next) }))
      .filter((pair) => JSON.stringify(pair.before) !== JSON.stringify(pair.after)),
  };
};

/** Those a paused clock holds are still there. */
const timersOf = ({ timers, heldTimers = [] }: Case): Timer[] => [...timers, ...heldTimers];

const timerKey = ({ runId, id }: Timer): string => `${runId}.${id}`;

const timersEffect = (before: Case, after: Case, nameOf: NameOf): Effect['timers'] => {
  const now = new Map(timersOf(after).map((timer) => [timerKey(timer), timer]));
  const was = new Map(timersOf(before).map((timer) => [timerKey(timer), timer]));
  const shown = ({ activityId, dueAt }: Timer): Named & { dueAt: Date } => ({
    activityId,
    ...nameOf(activityId),
    dueAt,
  });
  return {
    armed: timersOf(after)
      .filter((timer) => !was.has(timerKey(timer)))
      .map(shown),
    cancelled: timersOf(before)
      .filter((timer) => !now.has(timerKey(timer)))
      .map(shown),
    moved: timersOf(before).flatMap((timer) => {
      const { activityId, dueAt } = timer;
      const later = now.get(timerKey(timer))?.dueAt;
      return later === undefined || later.getTime() === dueAt.getTime()
        ? []
        : [{ activityId, ...nameOf(activityId), before: dueAt, after: later }];
    }),
  };
};

const countTokens = (tokens: readonly Token[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { activityId } of tokens) counts[activityId] = (counts[activityId] ?? 0) + 1;
  return counts;
};

const incidentKey = ({ runId, executionId, code }: Case['incidents'][number]): string =>
  `${runId}.${executionId}.${code}`;

const incidentsEffect = (before: Case, after: Case, nameOf: NameOf): Effect['incidents'] => {
  const was = new Set(before.incidents.map(incidentKey));
  const now = new Set(after.incidents.map(incidentKey));
  return {
    raised: after.incidents
      .filter((incident) => !was.has(incidentKey(incident)))
      .map(({ activityId, message }) => ({ activityId, ...nameOf(activityId), message })),
    resolved: before.incidents
      .filter((incident) => !now.has(incidentKey(incident)))
      .map(({ activityId }) => ({ activityId, ...nameOf(activityId) })),
  };
};

const isHeld = ({ state }: CaseLink): boolean => state !== 'ending';

const shownLink = ({ caseId, caseNumber, kind }: CaseLink): LinkEffect => ({ caseId, caseNumber, kind });

const linksEffect = ({ links: before = [] }: Case, { links: after = [] }: Case): Effect['links'] => {
  const notIn =
    (others: readonly CaseLink[]) =>
    (link: CaseLink): boolean =>
      !others.filter(isHeld).some(({ kind, caseId }) => kind === link.kind && caseId === link.caseId);
  return {
    begun: after.filter(isHeld).filter(notIn(before)).map(shownLink),
    ended: before.filter(isHeld).filter(notIn(after)).map(shownLink),
  };
};

const happenedIn = (entries: Draft['entries']): Happening[] => entries.flatMap(({ happened }) => happened ?? []);

const dataEffect = (happened: readonly Happening[]): Effect['data'] =>
  happened
    .filter((happening) => happening.type === 'dataChanged')
    .map(({ name, before, after }) => ({ name, ...present({ before, after }) }));

const differing = <T>(before: T, after: T): { before: T; after: T } | undefined =>
  before === after ? undefined : { before, after };

/** Everything that differs between two states of a case, `entries` being what led from one to the other. */
export const effectOf = async (
  context: Pick<Context, 'definitions' | 'executor' | 'executors'>,
  before: Case,
  after: Case,
  entries: Draft['entries'],
): Promise<Effect> => {
  const nameOf = await namesOf(context, [before, after]);
  const [tokensBefore, tokensAfter] = await Promise.all([tokensOf(context, before), tokensOf(context, after)]);
  const happened = happenedIn(entries);
  const tier = differing(before.tier, after.tier);
  return {
    ...present({
      status: differing<string>(before.status, after.status),
      tier: tier && present(tier),
      isPaused: differing(openPause(before) !== undefined, openPause(after) !== undefined),
      isSuspended: differing(before.suspended !== undefined, after.suspended !== undefined),
    }),
    tasks: tasksEffect(before, after),
    timers: timersEffect(before, after, nameOf),
    links: linksEffect(before, after),
    messages: entries.flatMap(({ message }) =>
      message && !caseMessageOf(message) ? [{ to: message.to, template: message.template }] : [],
    ),
    data: dataEffect(happened),
    incidents: incidentsEffect(before, after, nameOf),
    entered: happened.flatMap((one) => (one.type === 'entered' ? [one.activityId] : [])),
    flows: happened.flatMap((one) => (one.type === 'taken' ? [one.flowId] : [])),
    tokens: { before: countTokens(tokensBefore), after: countTokens(tokensAfter) },
    journal: entries.map(({ type }) => type),
  };
};
