/** Databases and collections: create, drop, rename, list, measure. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { decodeDocument } from '../bson/decode.ts';
import { afterPrefix, documentPrefix, indexPrefix } from '../keys/key-layout.ts';
import { compileFilter } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { type Collection } from '../storage/catalog.ts';
import { countDocuments, type Store } from '../storage/documents.ts';
import { countOption, documentOption, namespaceOf, type CommandDefinition } from './command.ts';
import { runWrite } from './retryable-write.ts';

const REFUSED_COLLECTION_OPTIONS = [
  'capped',
  'timeseries',
  'viewOn',
  'pipeline',
  'validator',
  'clusteredIndex',
  'encryptedFields',
  'changeStreamPreAndPostImages',
  'expireAfterSeconds',
];

export const create: CommandDefinition = {
  options: [
    'storageEngine',
    'size',
    'max',
    'autoIndexId',
    'validationLevel',
    'validationAction',
    ...REFUSED_COLLECTION_OPTIONS,
  ],
  run: ({ commits, store }, call) => {
    const namespace = namespaceOf(call, 'create');
    const refused = REFUSED_COLLECTION_OPTIONS.find(
      (option) => call.body[option] !== undefined && call.body[option] !== false,
    );
    if (refused) throw new CommandError(72, `Collections with '${refused}' are not supported.`);
    return commits.write(() => {
      if (store.catalog.find(namespace)) throw new CommandError(48, `Collection ${namespace} already exists.`);
      store.catalog.create(namespace);
      return { ok: 1 };
    });
  },
};

export const drop: CommandDefinition = {
  options: [],
  run: ({ commits, store }, call) => {
    const namespace = namespaceOf(call, 'drop');
    return commits.write(() => {
      const collection = store.catalog.find(namespace);
      if (!collection) return { ok: 1 };
      const nIndexesWas = collection.indexes.length;
      store.catalog.drop(collection);
      return { nIndexesWas, ns: namespace, ok: 1 };
    });
  },
};

export const dropDatabase: CommandDefinition = {
  options: [],
  run: ({ commits, store }, { database }) =>
    commits.write(() => {
      for (const collection of store.catalog.collectionsOf(database)) store.catalog.drop(collection);
      return { dropped: database, ok: 1 };
    }),
};

export const renameCollection: CommandDefinition = {
  options: ['to', 'dropTarget'],
  run: (server, { body }) =>
    runWrite(server, body, () => {
      const { catalog } = server.store;
      const collection = catalog.require(String(body['renameCollection']));
      const to = body['to'];
      if (typeof to !== 'string') throw new CommandError(14, "BSON field 'renameCollection.to' has to be a string");
      const target = catalog.find(to);
      if (target === collection) throw new CommandError(20, 'cannot rename a collection to itself');
      if (target && body['dropTarget'] !== true) throw new CommandError(48, `target namespace ${to} exists`);
      if (target) catalog.drop(target);
      catalog.rename(collection, to);
      return { ok: 1 };
    }),
};

const describe = (collection: Collection): Document => ({
  name: collection.namespace.slice(collection.namespace.indexOf('.') + 1),
  type: 'collection',
  options: collection.options,
  info: { readOnly: false, uuid: collection.uuid },
  idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
});

export const listCollections: CommandDefinition = {
  options: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run: ({ store, cursors }, { database, body }) => {
    const matches = compileFilter(parseFilter(documentOption(body, 'filter') ?? {}));
    // Filters are written against stored values, so the description takes the same round trip.
    const rows = store.catalog
      .collectionsOf(database)
      .map((collection) => encodeDocument(describe(collection)))
      .filter((bytes) => matches(decodeDocument(bytes)))
      .map((bytes) => (body['nameOnly'] === true ? encodeDocument(nameAndType(decodeDocument(bytes))) : bytes));
    return cursors.start(`${database}.$cmd.listCollections`, rows[Symbol.iterator](), batchSizeOf(body));
  },
};

const nameAndType = ({ name, type }: Document): Document => ({ name, type });

export const batchSizeOf = (body: Document): number | undefined =>
  isDocument(body['cursor']) ? countOption(body['cursor'], 'batchSize') : undefined;

const bytesIn = (store: Store, prefix: Buffer): number =>
  store.storage
    .range({ start: prefix, end: afterPrefix(prefix) })
    .reduce((sum, { key, value }) => sum + key.length + value.length, 0);

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
