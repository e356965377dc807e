/** `collStats`, `dbStats`, `listDatabases`: sizes are estimated from a sample, for nobody should read a whole database to be told how large it is. */
import { type Document } from '../bson/document.ts';
import { afterPrefix, documentPrefix, indexPrefix } from '../keys/key-layout.ts';
import { compileFilter } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { type Collection } from '../storage/catalog.ts';
import { countDocuments, type Store } from '../storage/documents.ts';
import { countOption, documentOption, namespaceOf, type CommandDefinition } from './command.ts';

const SAMPLE = 1000;

/** Exact for what fits into the sample; beyond it the average of the sample stands for all. */
const bytesIn = (store: Store, prefix: Buffer): number => {
  const end = afterPrefix(prefix);
  const sample = store.storage.range({ start: prefix, end, limit: SAMPLE });
  const bytes = sample.reduce((total, { key, value }) => total + key.length + value.length, 0);
  if (sample.length < SAMPLE) return bytes;
  return Math.round((bytes / SAMPLE) * store.storage.count(prefix, end));
};

const measure = (
  store: Store,
  collection: Collection,
): { count: number; size: number; indexSizes: Record<string, number> } => {
  const indexSizes = Object.fromEntries(
    collection.indexes.map((index) => [
      index.name,
      index.number === 0 ? 0 : bytesIn(store, indexPrefix(collection.number, index.number)),
    ]),
  );
  return {
    count: countDocuments(store, collection),
    size: bytesIn(store, documentPrefix(collection.number)),
    indexSizes,
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export const collStats: CommandDefinition = {
  options: ['scale'],
  run: ({ store }, call) => {
    const ns = namespaceOf(call, 'collStats');
    const collection = store.catalog.find(ns);
    if (!collection)
      return { ns, size: 0, count: 0, storageSize: 0, nindexes: 0, indexSizes: {}, totalIndexSize: 0, ok: 1 };
    const scale = countOption(call.body, 'scale') || 1;
    const { count, size, indexSizes } = measure(store, collection);
    const scaled = Math.floor(size / scale);
    return {
      ns,
      size: scaled,
      count,
      avgObjSize: count === 0 ? 0 : Math.floor(size / count),
      storageSize: scaled,
      capped: false,
      nindexes: collection.indexes.length,
      indexSizes,
      totalIndexSize: Math.floor(sum(Object.values(indexSizes)) / scale),
      scaleFactor: scale,
      ok: 1,
    };
  },
};

export const dbStats: CommandDefinition = {
  options: ['scale', 'freeStorage'],
  run: ({ store }, { database, body }) => {
    const scale = countOption(body, 'scale') || 1;
    const collections = store.catalog.collectionsOf(database);
    const measured = collections.map((collection) => measure(store, collection));
    const objects = sum(measured.map(({ count }) => count));
    const dataSize = sum(measured.map(({ size }) => size));
    const indexSize = sum(measured.flatMap(({ indexSizes }) => Object.values(indexSizes)));
    return {
      db: database,
      collections: collections.length,
      views: 0,
      objects,
      avgObjSize: objects === 0 ? 0 : dataSize / objects,
      dataSize: dataSize / scale,
      storageSize: dataSize / scale,
      indexes: sum(collections.map(({ indexes }) => indexes.length)),
      indexSize: indexSize / scale,
      totalSize: (dataSize + indexSize) / scale,
      scaleFactor: scale,
      ok: 1,
    };
  },
};

export const listDatabases: CommandDefinition = {
  options: ['filter', 'nameOnly', 'authorizedDatabases'],
  run: ({ store }, { body }) => {
    const matches = compileFilter(parseFilter(documentOption(body, 'filter') ?? {}));
    const isNameOnly = body['nameOnly'] === true;
    const databases = store.catalog
      .databases()
      .map((name): Document => ({
        name,
        sizeOnDisk: isNameOnly ? 0 : sum(store.catalog.collectionsOf(name).map((one) => measure(store, one).size)),
        empty: false,
      }))
      .filter((database) => matches(database))
      .map((database) => (isNameOnly ? { name: database['name'] } : database));
    return { databases, ...(isNameOnly ? {} : { totalSize: store.storage.sizeInBytes() }), ok: 1 };
  },
};
