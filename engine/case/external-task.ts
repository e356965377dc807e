/**
 * Work a case waits for that somebody outside does: a worker fetches it by topic, locks it for a while and reports back.
 * What is to be done is part of the case and commits with it; who holds it at the moment is a lease outside (`engine/work.ts`).
 */
import { branchOf, isBranch, isWithin, type Organisation } from './organisation.ts';
import type { Actor, RoleHolding } from './actor.ts';
import type { Case } from './case.ts';
import { Refusal } from '../errors.ts';

export type ExternalTask = {
  /** `<caseId>.<runId>.<executionId>`, as for tasks of people. */
  readonly id: string;
  readonly runId: string;
  readonly executionId: string;
  readonly activityId: string;
  readonly name?: string;
  readonly topic: string;
  /** Higher comes first; 0 unless the model says otherwise. */
  readonly priority: number;
  /** Whose workers may have it: the centre of the case, or the branch company it is meant for. */
  readonly node: string;
  readonly createdAt: Date;
  /** Attempts left; at 0 an incident waits for a manager's retry. */
  readonly retries: number;
  /** Not before this moment, after a failure. */
  readonly retryAt?: Date;
  readonly lastError?: string;
};

/** Attempts before a failing piece of work becomes an incident. */
export const initialRetries = 5;

/** The code of an incident that a worker's failures led to. */
export const workFailed = 'WORK_FAILED';

/** Topics of work meant for a branch company begin with this; the run's `branch` says for which. */
const branchTopic = 'branch-';

export const externalTasksOf = ({ externalTasks }: Case): readonly ExternalTask[] => externalTasks ?? [];

/** The node whose workers may have a piece of work: a branch for a branch's topic, else the centre of the case. */
export const nodeOfWork = (organisation: Organisation, topic: string, branch: unknown, centre: string): string => {
  if (!topic.startsWith(branchTopic)) return centre;
  return isBranch(organisation, branch) ? branch : (branchOf(organisation, centre) ?? centre);
};

const servesTopic = ({ role, topics }: RoleHolding, topic: string): boolean =>
  role === 'administrator' || (role === 'integration-client' && (topics === undefined || topics.includes(topic)));

/** The nodes at which an actor serves a topic; work below them is theirs, too. */
export const servedNodes = ({ roles }: Actor, topic: string): string[] =>
  roles.filter((holding) => servesTopic(holding, topic)).map(({ node }) => node);

export const serves = (actor: Actor, organisation: Organisation, topic: string, node: string): boolean =>
  actor.kind !== 'user' || servedNodes(actor, topic).some((served) => isWithin(organisation, node, served));

/** Throws `NOT_ALLOWED` unless the actor may serve this topic at this node. */
export const authoriseService = (actor: Actor, organisation: Organisation, topic: string, node: string): void => {
  if (serves(actor, organisation, topic, node)) return;
  const served = servedNodes(actor, topic);
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} may not serve topic '${topic}' at '${node}'; ${
      served.length > 0 ? `it may at ${served.join(', ')}` : 'an integration client whose topics include it may'
    }.`,
    { topic, node },
  );
};
