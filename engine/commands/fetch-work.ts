/** A worker takes what waits for it (after the external task pattern): lock first, then look what is asked. */
import { authoriseService, servedNodes, type ExternalTask } from '../case/external-task.ts';
import type { Actor } from '../case/actor.ts';
import type { Case, Contact } from '../case/case.ts';
import { needsToSeePersonalData } from '../case/authorisation.ts';
import { executorOf } from '../case/executor-of.ts';
import { externalTasksOf } from '../case/external-task.ts';
import { maskCustomer } from '../case/mask.ts';
import { isWithin } from '../case/organisation.ts';
import { caseIdOf } from '../case/task.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import type { WorkItem, WorkWanted } from '../work.ts';
import type { CommandBase } from './change-case.ts';
import { belongsToCase, type WorkContext } from './held-work.ts';

export type TopicWanted = {
  readonly topic: string;
  readonly lockDurationMs: number;
  /** Names of the variables wanted; all when absent. */
  readonly variables?: readonly string[];
};

export type FetchWork = Pick<CommandBase, 'actor' | 'at'> & {
  readonly workerId: string;
  readonly topics: readonly TopicWanted[];
  readonly maxTasks: number;
};

/** A piece of work in the hands of a worker, with what it needs to do it. */
export type FetchedWork = WorkItem & {
  readonly variables: Data;
  /** Absent for work without a case. */
  readonly contact?: Contact;
};

/** The topics as the store shall look for them: those of a province's client anywhere, others at and below their nodes. */
const wantedOf = ({ organisation }: WorkContext, { actor, at, topics }: FetchWork): WorkWanted[] =>
  topics.map(({ topic, lockDurationMs }) => {
    const lockedUntil = new Date(at.getTime() + lockDurationMs);
    if (actor.kind !== 'user') return { topic, lockedUntil };
    const served = servedNodes(actor, topic);
    if (served.length === 0) authoriseService(actor, organisation, topic, '');
    const nodes = [...organisation.keys()].filter((id) => served.some((node) => isWithin(organisation, id, node)));
    return nodes.length === organisation.size ? { topic, lockedUntil } : { topic, nodes, lockedUntil };
  });

const only = (data: Data, names: readonly string[] | undefined): Data =>
  names ? Object.fromEntries(names.filter((name) => name in data).map((name) => [name, data[name]])) : data;

/** Whoever serves the work at its own node needs to know whom it is for. */
const contactFor = (actor: Actor, { organisation }: WorkContext, current: Case, task: ExternalTask): Contact => {
  const sees =
    needsToSeePersonalData(actor, organisation, task.node) ||
    needsToSeePersonalData(actor, organisation, current.contact.centre);
  const { contact } = current;
  return sees ? contact : { ...contact, customer: maskCustomer(contact.customer) };
};

/** What a case asks of the worker, or why the worker gets nothing: the case waits for this no longer, or stands still. */
const askedBy = async (
  context: WorkContext,
  actor: Actor,
  item: WorkItem,
  names: readonly string[] | undefined,
): Promise<FetchedWork | 'gone' | 'suspended'> => {
  const current = await context.cases.load(caseIdOf(item.id));
  const task = current && externalTasksOf(current).find(({ id }) => id === item.id);
  const run = current?.runs.find(({ id }) => id === task?.runId);
  const deployed = run && (await context.definitions.byId(run.definition.id));
  if (!current || !task || !run || !deployed) return 'gone';
  if (current.suspended) return 'suspended';
  const wait = executorOf(context, run.execution)
    .waiting(deployed.definition, run.execution)
    .find(({ kind, executionId }) => kind === 'externalTask' && executionId === task.executionId);
  if (wait?.kind !== 'externalTask') return 'gone';
  return {
    ...item,
    activityId: task.activityId,
    variables: only({ ...run.execution.data, ...wait.data }, names),
    contact: contactFor(actor, context, current, task),
  };
};

/**
 * Locks up to `maxTasks` pieces of work for a worker and tells what they are about. Refuses with `NOT_ALLOWED` for a topic the
 * actor may serve nowhere.
 */
export const fetchWork = async (context: WorkContext, command: FetchWork): Promise<readonly FetchedWork[]> => {
  const { actor, at, workerId, topics, maxTasks } = command;
  const wanted = wantedOf(context, command);
  const worker = { workerId, userId: actor.id };
  const locked = await context.work.lock(wanted, worker, at, maxTasks);
  const fetched: FetchedWork[] = [];
  for (const item of locked) {
    const names = topics.find(({ topic }) => topic === item.topic)?.variables;
    if (!belongsToCase(item.id)) {
      fetched.push({ ...item, variables: only(item.data ?? {}, names) });
      continue;
    }
    try {
      const asked = await askedBy(context, actor, item, names);
      // A row may be behind its case for a moment, or its follow-up may have been lost in a crash.
      if (asked === 'gone') await context.work.end(item.id, at);
      else if (asked === 'suspended') await context.work.unlock(item.id, worker, new Date(at.getTime() + pauseMs));
      else fetched.push(asked);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // One case that cannot be read must not keep the worker from the others.
      await context.work.unlock(item.id, worker, new Date(at.getTime() + pauseMs));
    }
  }
  return fetched;
};

/** Until a row is looked at again that could not be given out. */
const pauseMs = 60_000;
