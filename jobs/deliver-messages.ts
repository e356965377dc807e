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

/** Hands a message to its recipients; must be harmless when called twice with the same id. */
export type Deliver = (message: OutgoingMessage) => Promise<void>;

const SECOND = 1000;
const lockMs = 30 * SECOND;
const attemptLimit = 8;

/** 2 s, 4 s, 8 s … after the first, second, third failure. */
const pauseAfter = (attempts: number): number => 2 ** attempts * SECOND;

/** Delivers up to `limit` waiting messages and says how many were handled. */
export const deliverMessages = async (outbox: Outbox, deliver: Deliver, now: Date, limit: number): Promise<number> => {
  for (let handled = 0; handled < limit; handled += 1) {
    const message = await outbox.take(now, lockMs);
    if (!message) return handled;
    try {
      await deliver(message);
      await outbox.delivered(message.id, now);
    } catch (error) {
      await outbox.failed(message.id, {
        error: String(error),
        ...(message.attempts < attemptLimit && {
          nextAttemptAt: new Date(now.getTime() + pauseAfter(message.attempts)),
        }),
      });
    }
  }
  return limit;
};
