/** Results that did not fit into one reply. A cursor nobody asks for is forgotten after ten minutes. */
import { Long } from 'bson';
import { randomBytes } from 'node:crypto';
import { CommandError } from '../command-error.ts';
import { MAX_DOCUMENT_BYTES, type Document } from '../bson/document.ts';
import { RawDocument } from '../bson/raw-document.ts';

export const CURSOR_IDLE_MS = 10 * 60_000;
const FIRST_BATCH = 101;

type Cursor = { namespace: string; rows: Iterator<Buffer>; pending: Buffer | undefined; usedAt: number };

export type Batch = { documents: RawDocument[]; isDone: boolean };

const newId = (): Long => Long.fromBytesLE([...randomBytes(7), 0x01]);

export class Cursors {
  readonly #open = new Map<string, Cursor>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  get count(): number {
    return this.#open.size;
  }

  /** The reply to find and aggregate: the first rows, and an id when there are more. `batchSize` 0 only opens the cursor. */
  start(namespace: string, rows: Iterator<Buffer>, batchSize = FIRST_BATCH, isSingleBatch = false): Document {
    const cursor: Cursor = { namespace, rows, pending: undefined, usedAt: this.#now().getTime() };
    const batch = take(cursor, batchSize);
    const id = batch.isDone || isSingleBatch ? Long.ZERO : newId();
    if (!id.isZero()) this.#open.set(id.toString(), cursor);
    return { cursor: { firstBatch: batch.documents, id, ns: namespace }, ok: 1 };
  }

  next(id: Long, namespace: string, batchSize: number | undefined): Document {
    const cursor = this.#open.get(id.toString());
    if (!cursor) throw new CommandError(43, `cursor id ${id.toString()} not found`);
    if (cursor.namespace !== namespace)
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    cursor.usedAt = this.#now().getTime();
    const batch = take(cursor, batchSize === undefined || batchSize === 0 ? Number.POSITIVE_INFINITY : batchSize);
    if (batch.isDone) this.#open.delete(id.toString());
    return { cursor: { nextBatch: batch.documents, id: batch.isDone ? Long.ZERO : id, ns: namespace }, ok: 1 };
  }

  kill(id: Long): boolean {
    return this.#open.delete(id.toString());
  }

  forgetIdle(): void {
    const oldest = this.#now().getTime() - CURSOR_IDLE_MS;
    for (const [id, { usedAt }] of this.#open) if (usedAt < oldest) this.#open.delete(id);
  }
}

/** At most one document's limit in bytes, but always one document. */
const take = (cursor: Cursor, batchSize: number): Batch => {
  const documents: RawDocument[] = [];
  let bytes = 0;
  while (documents.length < batchSize) {
    const row = cursor.pending ?? nextRow(cursor);
    cursor.pending = undefined;
    if (!row) return { documents, isDone: true };
    if (documents.length > 0 && bytes + row.length > MAX_DOCUMENT_BYTES) {
      cursor.pending = row;
      return { documents, isDone: false };
    }
    bytes += row.length;
    documents.push(new RawDocument(row));
  }
  return { documents, isDone: false };
};

const nextRow = (cursor: Cursor): Buffer | undefined => {
  const { done, value } = cursor.rows.next();
  return done ? undefined : value;
};
