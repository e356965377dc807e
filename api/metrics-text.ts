/** The network as Prometheus reads it (text format 0.0.4). */
import type { NetworkView } from '../engine/index.ts';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const line = (name: string, [labels, value]: Sample): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
};

const gauge = (name: string, help: string, samples: readonly Sample[]): string =>
  [`# HELP caseladder_${name} ${help}`, `# TYPE caseladder_${name} gauge`]
    .concat(samples.map((sample) => line(`caseladder_${name}`, sample)))
    .join('\n');

export const metricsText = ({ at, nodes, figures, timerLagMs, topics, workers, troubles }: NetworkView): string => {
  const age = (since: Date | undefined): number => (since ? Math.max(0, at.getTime() - since.getTime()) / 1000 : 0);
  const states = ['waiting', 'locked', 'retrying', 'failed'] as const;
  return `${[
    gauge(
      'node_up',
      'Whether a node was heard of lately.',
      nodes.map(({ id, host, isUp }) => [{ node: id, host }, Number(isUp)]),
    ),
    gauge(
      'node_memory_bytes',
      'Memory a node uses.',
      nodes.map(({ id, host, memoryBytes }) => [{ node: id, host }, memoryBytes]),
    ),
    gauge('cases', 'Cases by status.', [
      [{ status: 'open' }, figures.openCases],
      [{ status: 'closed' }, figures.closedCases],
    ]),
    gauge('timers_overdue', 'Cases with a timer that is due and has not fired.', [[{}, figures.overdueTimers]]),
    gauge('timer_lag_seconds', 'How late the oldest due timer is.', [[{}, timerLagMs / 1000]]),
    gauge('outbox_messages', 'Messages by status.', [
      [{ status: 'waiting' }, figures.outboxWaiting],
      [{ status: 'failed' }, figures.outboxFailed],
    ]),
    gauge('outbox_lag_seconds', 'How late the oldest waiting message is.', [[{}, age(figures.oldestMessageDueAt)]]),
    gauge('follow_ups_pending', 'Cases whose follow-up is under way.', [[{}, figures.followUpsPending]]),
    gauge('deliveries', 'Mails, text messages and webhooks by status.', [
      [{ status: 'waiting' }, figures.deliveriesWaiting],
      [{ status: 'dead' }, figures.deliveriesDead],
    ]),
    gauge(
      'external_tasks',
      'Open outside work by topic and state.',
      topics.flatMap((standing) => states.map((state): Sample => [{ topic: standing.topic, state }, standing[state]])),
    ),
    gauge(
      'worker_seen_seconds',
      'How long ago a worker asked for work.',
      workers.map(({ workerId, userId, lastSeenAt }) => [{ worker: workerId, user: userId }, age(lastSeenAt)]),
    ),
    gauge('troubles', 'What an administrator should look at.', [[{}, troubles.length]]),
  ].join('\n')}\n`;
};
