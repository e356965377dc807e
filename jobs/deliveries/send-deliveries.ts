/** Sends what is due on the channels that are set up: at least once, with growing pauses, until it is sent or a dead letter. */
import type { Delivery, DeliveryChannel, DeliveryOutcome, DeliveryStore } from '../../engine/index.ts';
import { PermanentFailure, type Channels } from './send.ts';

export type DeliverySource = Pick<DeliveryStore, 'take' | 'settle' | 'find'>;

const MINUTE = 60_000;
/** Longer than the patience with any receiver. */
const lockMs = MINUTE;
const attemptLimit = 10;
const longestPauseMs = 6 * 60 * MINUTE;

/** 10 s, 30 s, 90 s … 6 h: ten attempts take about a day. */
const pauseAfter = (attempts: number): number => Math.min(longestPauseMs, 10_000 * 3 ** (attempts - 1));

/** Deliveries under way at once: a slow receiver holds up only its own. */
const couriers = 4;

const attempt = async (channels: Channels, delivery: Delivery, at: Date): Promise<DeliveryOutcome> => {
  try {
    const reference = await channels[delivery.channel]!(delivery);
    return { status: 'sent', attempt: { at, ...(reference !== undefined && { reference }) } };
  } catch (thrown) {
    const error = String(thrown instanceof Error ? thrown.message : thrown).slice(0, 500);
    const isLast = thrown instanceof PermanentFailure || delivery.attempts >= attemptLimit;
    if (isLast) return { status: 'dead', attempt: { at, error } };
    const nextAttemptAt = new Date(at.getTime() + pauseAfter(delivery.attempts));
    return { status: 'waiting', attempt: { at, error }, nextAttemptAt };
  }
};

/** Sends up to `limit` due deliveries and resolves to how many were tried; `onSettled` hears of each that is sent or dead. */
export const sendDeliveries = async (
  source: DeliverySource,
  channels: Channels,
  now: () => Date,
  limit: number,
  onSettled: (delivery: Delivery) => Promise<void>,
): Promise<number> => {
  const names = Object.keys(channels) as DeliveryChannel[];
  let tried = 0;
  const carry = async (): Promise<void> => {
    while (tried < limit) {
      tried += 1;
      const delivery = await source.take(names, now(), lockMs);
      if (!delivery) {
        tried -= 1;
        return;
      }
      const outcome = await attempt(channels, delivery, now());
      await source.settle(delivery.id, outcome);
      const settled = outcome.status === 'waiting' ? undefined : await source.find(delivery.id);
      if (settled) await onSettled(settled);
    }
  };
  if (names.length > 0) await Promise.all(Array.from({ length: couriers }, carry));
  return tried;
};
