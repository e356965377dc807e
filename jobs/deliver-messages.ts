/** Delivers the outbox: at least once, with growing pauses after failures, until an attempt limit makes it visible as failed. */
import type { OutgoingMessage } from '../engine/index.ts';

export type WaitingMessage = OutgoingMessage & { readonly attempts: number };

/** What delivery asks the store. */
export type Outbox = {
  /** The next due message, hidden from others for `lockMs`. */
  take(now: Date, lockMs: number): Promise<WaitingMessage | undefined>;
  delivered(id: string, at: Date): Promise<void>;
  /** Without `nextAttemptAt` the message has failed for good. */
  failed(id: string, failure: { error: string; nextAttemptAt?: Date }): Promise<void>;
};

/** Both must be harmless when called twice with the same message. */
export type Delivering = {
  /** Hands a message to its recipients. */
  deliver(message: OutgoingMessage): Promise<void>;
  /** Tells of a message that was tried often enough. */
  giveUp(message: OutgoingMessage, error: string): Promise<void>;
};

const SECOND = 1000;
const lockMs = 30 * SECOND;
const attemptLimit = 8;

/** 2 s, 4 s, 8 s … after the first, second, third failure. */
const pauseAfter = (attempts: number): number => 2 ** attempts * SECOND;

/** Messages under way at once: a slow recipient holds up only its own. */
const couriers = 4;

const deliverOne = async (
  outbox: Outbox,
  { deliver, giveUp }: Delivering,
  message: WaitingMessage,
  now: Date,
): Promise<void> => {
  const again = { nextAttemptAt: new Date(now.getTime() + pauseAfter(Math.min(message.attempts, attemptLimit))) };
  try {
    await deliver(message);
    await outbox.delivered(message.id, now);
  } catch (thrown) {
    const error = String(thrown);
    if (message.attempts < attemptLimit) return outbox.failed(message.id, { error, ...again });
    try {
      await giveUp(message, error);
    } catch {
      // Nobody has heard of it yet: it is tried on until somebody does.
      return outbox.failed(message.id, { error, ...again });
    }
    await outbox.failed(message.id, { error });
  }
};

/** Delivers up to `limit` waiting messages and resolves to how many were handled. */
export const deliverMessages = async (
  outbox: Outbox,
  delivering: Delivering,
  now: Date,
  limit: number,
): Promise<number> => {
  let taken = 0;
  const takeNext = async (): Promise<WaitingMessage | undefined> => {
    if (taken >= limit) return undefined;
    taken += 1;
    const message = await outbox.take(now, lockMs);
    if (!message) taken -= 1;
    return message;
  };
  const carry = async (first?: WaitingMessage): Promise<void> => {
    for (let message = first ?? (await takeNext()); message; message = await takeNext())
      await deliverOne(outbox, delivering, message, now);
  };
  // Only when there is something to carry are further couriers worth their look.
  const first = await takeNext();
  if (first) await Promise.all([carry(first), ...Array.from({ length: couriers - 1 }, () => carry())]);
  return taken;
};
