/**
 * Runs a write in the group commit. A driver that lost the connection sends the same (lsid, txnNumber) again: it gets the first answer,
 * which was stored with the write itself and so survives a crash too.
 */
import { Binary, Long } from 'bson';
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { replyKey, replyRange } from '../keys/key-layout.ts';
import { type Store } from '../storage/documents.ts';
import { type Server } from './command.ts';

/** As long as a session lives. */
export const REPLY_LIFETIME_MS = 30 * 60_000;

type Attempt = { key: Buffer; number: Long };

const sessionBytes = (lsid: unknown): Buffer | undefined => {
  const id = isDocument(lsid) ? lsid['id'] : undefined;
  return id instanceof Binary ? Buffer.from(id.buffer.subarray(0, id.position)) : undefined;
};

const attemptOf = (body: Document): Attempt | undefined => {
  const number = body['txnNumber'];
  const session = sessionBytes(body['lsid']);
  if (number === undefined || !session) return undefined;
  return { key: replyKey(session), number: number instanceof Long ? number : Long.fromNumber(Number(number)) };
};

const earlierReply = (store: Store, { key, number }: Attempt): Document | undefined => {
  const bytes = store.storage.get(key);
  if (!bytes) return undefined;
  const stored = decodeDocument(bytes);
  const last = stored['number'] as Long;
  if (number.lessThan(last))
    throw new CommandError(
      225,
      `Cannot start transaction ${number.toString()}: a newer one, ${last.toString()}, has already begun in this session.`,
    );
  return number.equals(last) ? (stored['reply'] as Document) : undefined;
};

export const runWrite = (server: Server, body: Document, run: () => Document): Promise<Document> => {
  const attempt = attemptOf(body);
  const { store } = server;
  if (!attempt) return server.commits.write(run);
  return server.commits.write(() => {
    const earlier = earlierReply(store, attempt);
    if (earlier) return earlier;
    const reply = run();
    store.storage.put(attempt.key, encodeDocument({ number: attempt.number, at: server.now(), reply }));
    return reply;
  });
};

export const forgetReplies = (store: Store, sessions: readonly unknown[]): void => {
  for (const lsid of sessions) {
    const session = sessionBytes(lsid);
    if (session) store.storage.remove(replyKey(session));
  }
};

export const forgetOldReplies = (store: Store, now: Date): void => {
  for (const { key, value } of store.storage.range(replyRange))
    if (now.getTime() - (decodeDocument(value, new Set(['at']))['at'] as Date).getTime() > REPLY_LIFETIME_MS)
      store.storage.remove(key);
};
