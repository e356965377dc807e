/** The outbox: messages that the follow-up took out of their cases, until they are delivered. */
import type { OutgoingMessage } from '../engine/index.ts';
import type { Collection, Db, IndexDescription } from './database.ts';

export type MessageDocument = Omit<OutgoingMessage, 'id'> & {
  _id: string;
  status: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  nextAttemptAt: Date;
  deliveredAt?: Date;
  lastError?: string;
};

export const messageCollection = (db: Db): Collection<MessageDocument> => db.collection<MessageDocument>('messages');

export const messageIndexes: IndexDescription[] = [
  { name: 'waiting', key: { nextAttemptAt: 1 }, partialFilterExpression: { status: 'waiting' } },
  { name: 'failed', key: { at: 1 }, partialFilterExpression: { status: 'failed' } },
  { name: 'forRecipient', key: { to: 1, at: -1, _id: 1 } },
  { name: 'ofCase', key: { caseId: 1 } },
];

export const messageDocument = ({ id, ...message }: OutgoingMessage): MessageDocument => ({
  _id: id,
  ...message,
  status: 'waiting',
  attempts: 0,
  nextAttemptAt: message.at,
});

/**
 * Takes the next waiting message for `lockMs`: another process sees it again only after that, so a crash delays a
 * message but never loses it. Index: waiting.
 */
const takeWaitingMessage = async (db: Db, now: Date, lockMs: number): Promise<MessageDocument | undefined> =>
  (await messageCollection(db).findOneAndUpdate(
    { status: 'waiting', nextAttemptAt: { $lte: now } },
    { $set: { nextAttemptAt: new Date(now.getTime() + lockMs) }, $inc: { attempts: 1 } },
    { sort: { nextAttemptAt: 1 }, returnDocument: 'after' },
  )) ?? undefined;

const markDelivered = async (db: Db, id: string, at: Date): Promise<void> => {
  await messageCollection(db).updateOne(
    { _id: id, status: 'waiting' },
    { $set: { status: 'delivered', deliveredAt: at } },
  );
};

const markFailed = async (db: Db, id: string, failure: { error: string; nextAttemptAt?: Date }): Promise<void> => {
  await messageCollection(db).updateOne(
    { _id: id, status: 'waiting' },
    {
      $set: {
        lastError: failure.error,
        ...(failure.nextAttemptAt ? { nextAttemptAt: failure.nextAttemptAt } : { status: 'failed' as const }),
      },
    },
  );
};

/** Takes every waiting message as delivered at the moment it was written, for instance those of a simulated time. Index: waiting. */
export const markAllDelivered = async (db: Db): Promise<void> => {
  for (;;) {
    const waiting = await messageCollection(db).find({ status: 'waiting' }).limit(500).toArray();
    if (waiting.length === 0) return;
    await messageCollection(db).bulkWrite(
      waiting.map(({ _id, at }) => ({
        updateOne: { filter: { _id }, update: { $set: { status: 'delivered' as const, deliveredAt: at } } },
      })),
      { ordered: false },
    );
  }
};

/** Delivered messages for a person and the roles they hold, newest first. Index: forRecipient. */
export const messagesFor = (db: Db, recipients: string[], limit: number): Promise<MessageDocument[]> =>
  messageCollection(db)
    .find({ to: { $in: recipients }, status: 'delivered' })
    .sort({ at: -1, _id: 1 })
    .limit(limit)
    .toArray();

/** The outbox as delivery wants it. */
export const openOutbox = (
  db: Db,
): {
  take(now: Date, lockMs: number): Promise<(OutgoingMessage & { attempts: number }) | undefined>;
  delivered(id: string, at: Date): Promise<void>;
  failed(id: string, failure: { error: string; nextAttemptAt?: Date }): Promise<void>;
} => ({
  async take(now, lockMs) {
    const taken = await takeWaitingMessage(db, now, lockMs);
    return taken && { ...taken, id: taken._id };
  },
  delivered: (id, at) => markDelivered(db, id, at),
  failed: (id, failure) => markFailed(db, id, failure),
});
