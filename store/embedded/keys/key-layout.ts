/**
 * The layout of all keys in the one lmdb database:
 *
 *     c <namespace>                            → catalog entry
 *     d <collection> <_id>                     → document (BSON)
 *     i <collection> <index> <values> [<_id>]  → <_id>; unique indexes leave <_id> out of the key
 *     r <session> …                            → reply to a retryable write
 *
 * lmdb keys end at 1,978 bytes. Values beyond MAX_VALUES_BYTES are cut and closed with a hash: equality stays exact, order does not,
 * so such an index is marked `isTruncated` and no longer serves sorts, and range bounds on it are widened to the cut.
 */
import { createHash } from 'node:crypto';
import { CommandError } from '../command-error.ts';
import { KeyWriter } from './key-writer.ts';

const MAX_ID_BYTES = 900;
const MAX_VALUES_BYTES = 1000;
const HASH_BYTES = 32;
/** Bytes of the values that a cut key still has in order. */
export const CUT_AT = MAX_VALUES_BYTES - HASH_BYTES;

const CATALOG = 'c'.charCodeAt(0);
const DOCUMENT = 'd'.charCodeAt(0);
const INDEX = 'i'.charCodeAt(0);
const REPLY = 'r'.charCodeAt(0);

const writer = new KeyWriter();

export const catalogKey = (namespace: string): Buffer =>
  writer.reset().byte(CATALOG).bytes(Buffer.from(namespace)).take();

export const catalogRange = { start: Buffer.from([CATALOG]), end: Buffer.from([CATALOG + 1]) };

export const replyKey = (session: Uint8Array): Buffer => writer.reset().byte(REPLY).bytes(session).take();

export const replyRange = { start: Buffer.from([REPLY]), end: Buffer.from([REPLY + 1]) };

export const documentPrefix = (collection: number): Buffer => writer.reset().byte(DOCUMENT).uint32(collection).take();

export const indexPrefix = (collection: number, index: number): Buffer =>
  writer.reset().byte(INDEX).uint32(collection).uint32(index).take();

/** The end of the range of keys that begin with `prefix`. */
export const afterPrefix = (prefix: Uint8Array): Buffer => {
  const end = Buffer.from(prefix);
  for (let index = end.length - 1; index >= 0; index--) {
    if (end[index]! < 0xff) {
      end[index]!++;
      return end.subarray(0, index + 1);
    }
  }
  return Buffer.alloc(1978, 0xff);
};

/** The `_id` as bytes: what index entries point to and what document keys end with. */
export const encodeId = (id: unknown): Buffer => {
  const bytes = writer.reset().value(id).take();
  if (bytes.length > MAX_ID_BYTES)
    throw new CommandError(17280, `The _id needs ${bytes.length} bytes as a key; at most ${MAX_ID_BYTES} are kept.`);
  return bytes;
};

export const documentKey = (collection: number, id: Uint8Array): Buffer =>
  writer.reset().byte(DOCUMENT).uint32(collection).bytes(id).take();

export type EncodedValues = { bytes: Buffer; isCut: boolean };

/** The values of one index entry. */
export const encodeValues = (values: readonly unknown[], directions: readonly (1 | -1)[]): EncodedValues => {
  writer.reset();
  values.forEach((value, field) => writer.value(value, directions[field]));
  const bytes = writer.take();
  if (bytes.length <= MAX_VALUES_BYTES) return { bytes, isCut: false };
  return {
    bytes: Buffer.concat([bytes.subarray(0, CUT_AT), createHash('sha256').update(bytes).digest()]),
    isCut: true,
  };
};

/** One value as it stands in an index key, never cut. */
export const encodeValue = (value: unknown, direction: 1 | -1): Buffer => writer.reset().value(value, direction).take();
