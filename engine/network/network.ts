/** How the whole installation fares: every node, queue, timer and worker (requirement I6). */
import type { Actor, RoleName } from '../case/actor.ts';
import { Refusal } from '../errors.ts';
import type { WorkContext } from '../commands/held-work.ts';
import type { TopicStanding, Worker } from '../work.ts';

/** One process of the product; it tells of itself every few seconds. */
export type NodeBeat = {
  readonly id: string;
  readonly host: string;
  readonly url: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly memoryBytes: number;
};

export type NetworkFigures = {
  readonly openCases: number;
  readonly closedCases: number;
  /** Cases with a timer that is due and has not fired, and since when the oldest is. */
  readonly overdueTimers: number;
  readonly oldestTimerDueAt?: Date;
  /** Messages on their way, since when the oldest should have gone, and those given up. */
  readonly outboxWaiting: number;
  readonly oldestMessageDueAt?: Date;
  readonly outboxFailed: number;
  /** Cases whose journal entries are still to be moved on, and since when. */
  readonly followUpsPending: number;
  readonly oldestFollowUpAt?: Date;
  readonly deliveriesWaiting: number;
  readonly deliveriesDead: number;
};

export type NetworkStore = {
  beat(node: NodeBeat): Promise<void>;
  leave(id: string): Promise<void>;
  /** Heard of within a day, latest first. */
  nodes(): Promise<readonly NodeBeat[]>;
  figures(at: Date): Promise<NetworkFigures>;
};

export type NetworkContext = WorkContext & { readonly network: NetworkStore };

/** Something an administrator should look at. */
export type Trouble = {
  readonly part: 'node' | 'timers' | 'outbox' | 'followUps' | 'deliveries' | 'topic';
  readonly about: string;
};

export type NetworkView = {
  readonly at: Date;
  readonly nodes: readonly (NodeBeat & { readonly isUp: boolean })[];
  readonly figures: NetworkFigures;
  /** By how much the oldest due timer is late. */
  readonly timerLagMs: number;
  readonly topics: readonly (TopicStanding & { readonly lastSeenAt?: Date })[];
  readonly workers: readonly Worker[];
  readonly troubles: readonly Trouble[];
};

const SECOND = 1000;
const nodeSilentMs = 45 * SECOND;
const timerLateMs = 5 * SECOND;
const queueLateMs = 60 * SECOND;
const topicUnservedMs = 120 * SECOND;

const watches: ReadonlySet<RoleName> = new Set<RoleName>(['administrator', 'integration-client']);

const ageMs = (since: Date | undefined, at: Date): number => (since ? Math.max(0, at.getTime() - since.getTime()) : 0);

const inSeconds = (ms: number): string => `${Math.round(ms / SECOND)} s`;

const troublesOf = ({ nodes, figures, timerLagMs, topics, at }: Omit<NetworkView, 'troubles'>): Trouble[] => {
  const troubles: (Trouble | false)[] = [
    ...nodes.map(
      ({ id, host, isUp, lastSeenAt }): Trouble | false =>
        !isUp && { part: 'node', about: `${id} on ${host} was last heard of ${inSeconds(ageMs(lastSeenAt, at))} ago` },
    ),
    timerLagMs > timerLateMs && {
      part: 'timers',
      about: `${figures.overdueTimers} case(s) with overdue timers, the oldest ${inSeconds(timerLagMs)} late`,
    },
    ageMs(figures.oldestMessageDueAt, at) > queueLateMs && {
      part: 'outbox',
      about: `${figures.outboxWaiting} message(s) wait, the oldest for ${inSeconds(ageMs(figures.oldestMessageDueAt, at))}`,
    },
    figures.outboxFailed > 0 && { part: 'outbox', about: `${figures.outboxFailed} message(s) could not be passed on` },
    ageMs(figures.oldestFollowUpAt, at) > queueLateMs && {
      part: 'followUps',
      about: `${figures.followUpsPending} case(s) wait for their follow-up`,
    },
    figures.deliveriesDead > 0 && { part: 'deliveries', about: `${figures.deliveriesDead} dead letter(s)` },
    ...topics.map(({ topic, waiting, failed, oldestAt, lastSeenAt }): Trouble | false => {
      if (failed > 0) return { part: 'topic', about: `'${topic}': ${failed} piece(s) of work have failed` };
      const isServed = lastSeenAt !== undefined && ageMs(lastSeenAt, at) < topicUnservedMs;
      return (
        waiting > 0 &&
        !isServed &&
        ageMs(oldestAt, at) > topicUnservedMs && {
          part: 'topic',
          about: `'${topic}': ${waiting} wait and no worker asks`,
        }
      );
    }),
  ];
  return troubles.filter((trouble) => trouble !== false);
};

/** The whole network at a moment. Refuses with `NOT_ALLOWED` for all but administrators and integration clients. */
export const viewNetwork = async (
  { network, work }: Pick<NetworkContext, 'network' | 'work'>,
  actor: Actor,
  at: Date,
): Promise<NetworkView> => {
  if (!actor.roles.some(({ role, topics }) => watches.has(role) && topics === undefined))
    throw new Refusal(
      'NOT_ALLOWED',
      `${actor.id} may not look at the network; administrators and integration clients may.`,
    );
  const [beats, figures, standings, workers] = await Promise.all([
    network.nodes(),
    network.figures(at),
    work.standings({}, at),
    work.workers(),
  ]);
  const topics = standings.map((standing) => {
    const lastSeenAt = workers.find((worker) => worker.topics.includes(standing.topic))?.lastSeenAt;
    return { ...standing, ...(lastSeenAt && { lastSeenAt }) };
  });
  const view = {
    at,
    nodes: beats.map((beat) => ({ ...beat, isUp: ageMs(beat.lastSeenAt, at) < nodeSilentMs })),
    figures,
    timerLagMs: ageMs(figures.oldestTimerDueAt, at),
    topics,
    workers,
  };
  return { ...view, troubles: troublesOf(view) };
};
