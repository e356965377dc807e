/** Tells the others that this node is there, until it stops. */
import type { NetworkStore, NodeBeat } from '../engine/index.ts';

const everyMs = 10_000;

export const startHeartbeat = async (
  network: Pick<NetworkStore, 'beat' | 'leave'>,
  node: Omit<NodeBeat, 'lastSeenAt' | 'memoryBytes' | 'startedAt'>,
  now: () => Date,
  onFailure: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> => {
  const startedAt = now();
  let underway = Promise.resolve();
  const beat = (): Promise<void> =>
    network.beat({ ...node, startedAt, lastSeenAt: now(), memoryBytes: process.memoryUsage().rss });
  await beat();
  const timer = setInterval(() => {
    underway = beat().catch(onFailure);
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await underway;
      await network.leave(node.id);
    },
  };
};
