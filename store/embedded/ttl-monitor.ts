/** Removes documents whose TTL index says they have expired, like MongoDB's monitor: in the background, a little late, never early. */
import { decodeDocument } from './bson/decode.ts';
import { type Server } from './commands/command.ts';
import { forgetOldReplies } from './commands/retryable-write.ts';
import { findRows } from './plan/find-rows.ts';
import { type Collection } from './storage/catalog.ts';
import { removeStored } from './storage/documents.ts';
import { type Index } from './storage/index-definition.ts';

/** Per transaction: other writers wait meanwhile. */
const CHUNK = 500;

const removeSome = (server: Server, collection: Collection, index: Index, before: Date): number => {
  const path = index.paths[0]!;
  const filter = { kind: 'path' as const, path, condition: { op: 'lt' as const, operand: before } };
  const rows = [
    ...findRows(server.store, collection, {
      filter: index.partial ? { kind: 'and', filters: [filter, index.partial] } : filter,
      sort: [],
      limit: CHUNK,
      hint: index.name,
    }).rows,
  ];
  for (const { id, bytes } of rows)
    removeStored(server.store, collection, { id, bytes, document: decodeDocument(bytes) });
  return rows.length;
};

/** One round; resolves when everything that had expired at `server.now()` is gone. */
export const removeExpired = async (server: Server): Promise<void> => {
  const now = server.now();
  for (const { namespace } of server.store.catalog.all())
    for (const { name } of server.store.catalog
      .find(namespace)
      ?.indexes.filter(({ expireAfterMs }) => expireAfterMs !== undefined) ?? []) {
      const removeChunk = (): number => {
        const collection = server.store.catalog.find(namespace);
        const index = collection?.indexes.find((one) => one.name === name);
        if (!collection || index?.expireAfterMs === undefined) return 0;
        return removeSome(server, collection, index, new Date(now.getTime() - index.expireAfterMs));
      };
      while ((await server.commits.write(removeChunk)) === CHUNK);
    }
  await server.commits.write(() => forgetOldReplies(server.store, now));
};
