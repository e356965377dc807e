/** `createIndexes`, `dropIndexes`, `listIndexes`, `collMod` (of a TTL). An index is built in one go, before the answer. */
import { isDeepStrictEqual } from 'node:util';
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Collection } from '../storage/catalog.ts';
import { buildIndex, type Store } from '../storage/documents.ts';
import { openIndex, type Index } from '../storage/index-definition.ts';
import { batchSizeOf } from './collections.ts';
import { documentOption, namespaceOf, type CommandDefinition } from './command.ts';
import { collectionForWriting } from './insert.ts';
import { checkSpecification } from './index-specification.ts';
import { runWrite } from './retryable-write.ts';
import { statementsOf } from './write-errors.ts';

const MAX_INDEXES = 64;
const directionsOf = (key: unknown): unknown =>
  Object.entries(key as Document).map(([path, direction]) => [path, Number(direction) < 0 ? -1 : 1]);

const withoutName = (specification: Document): Document => ({
  ...specification,
  name: undefined,
  key: directionsOf(specification['key']),
});

/** True when the very same index is there; an index that clashes is refused. */
const exists = (collection: Collection, specification: Document): boolean => {
  for (const index of collection.indexes) {
    const isSameKey = isDeepStrictEqual(directionsOf(index.pattern), directionsOf(specification['key']));
    const isSameName = index.name === specification['name'];
    if (isSameKey && index.number === 0) return true;
    const isSame = isDeepStrictEqual(withoutName(index.specification), withoutName(specification));
    if (isSameKey && isSameName && isSame) return true;
    if (isSameName)
      throw new CommandError(
        86,
        `An existing index has the same name as the requested index: ${index.name}. Requested: ${JSON.stringify(specification)}, existing: ${JSON.stringify(index.specification)}`,
      );
    const isSamePartial = isDeepStrictEqual(
      index.specification['partialFilterExpression'],
      specification['partialFilterExpression'],
    );
    if (isSameKey && isSamePartial && (isSame || !differsInKind(index.specification, specification)))
      throw new CommandError(85, `Index already exists with a different name: ${index.name}`);
  }
  return false;
};

const differsInKind = (a: Document, b: Document): boolean => a['unique'] !== b['unique'] || a['sparse'] !== b['sparse'];

const addIndex = (store: Store, collection: Collection, specification: Document): void => {
  if (collection.indexes.length >= MAX_INDEXES)
    throw new CommandError(67, `add index fails, too many indexes for ${collection.namespace}: ${MAX_INDEXES}`);
  const fields = Object.keys(specification['key'] as Document).length;
  const index = openIndex({
    number: collection.nextIndexNumber,
    specification,
    multikey: Array.from({ length: fields }, () => false),
    isTruncated: false,
  });
  buildIndex(store, collection, index);
  collection.nextIndexNumber++;
  collection.indexes.push(index);
  store.catalog.save(collection);
};

/** All of them or none. */
const addAll = (store: Store, collection: Collection, specifications: readonly Document[]): void => {
  const before = new Set(collection.indexes);
  try {
    for (const specification of specifications)
      if (!exists(collection, specification)) addIndex(store, collection, specification);
  } catch (error) {
    for (const index of collection.indexes) if (!before.has(index)) store.catalog.dropIndex(collection, index);
    throw error;
  }
};

export const createIndexes: CommandDefinition = {
  options: ['indexes', 'commitQuorum'],
  run: (server, call) => {
    const namespace = namespaceOf(call, 'createIndexes');
    const specifications = statementsOf(call.body, 'indexes').map(checkSpecification);
    return runWrite(server, call.body, () => {
      const { store } = server;
      const createdCollectionAutomatically = store.catalog.find(namespace) === undefined;
      const collection = collectionForWriting(store, namespace);
      const numIndexesBefore = collection.indexes.length;
      addAll(store, collection, specifications);
      const numIndexesAfter = collection.indexes.length;
      return {
        numIndexesBefore,
        numIndexesAfter,
        createdCollectionAutomatically,
        ...(numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {}),
        ok: 1,
      };
    });
  },
};

const indexesMeant = (collection: Collection, meant: unknown): Index[] => {
  const secondary = collection.indexes.filter(({ number }) => number !== 0);
  if (meant === '*') return secondary;
  const wanted = Array.isArray(meant) ? meant : [meant];
  return wanted.map((one) => {
    const index = collection.indexes.find((candidate) =>
      isDocument(one) ? isDeepStrictEqual(directionsOf(candidate.pattern), directionsOf(one)) : candidate.name === one,
    );
    if (!index)
      throw new CommandError(27, `index not found with name [${isDocument(one) ? JSON.stringify(one) : String(one)}]`);
    if (index.number === 0) throw new CommandError(72, 'cannot drop _id index');
    return index;
  });
};

export const dropIndexes: CommandDefinition = {
  options: ['index'],
  run: (server, call) =>
    runWrite(server, call.body, () => {
      const { catalog } = server.store;
      const collection = catalog.require(namespaceOf(call, 'dropIndexes'));
      const nIndexesWas = collection.indexes.length;
      for (const index of indexesMeant(collection, call.body['index'])) catalog.dropIndex(collection, index);
      return { nIndexesWas, ok: 1 };
    }),
};

export const listIndexes: CommandDefinition = {
  options: ['cursor'],
  run: ({ store, cursors }, call) => {
    const namespace = namespaceOf(call, 'listIndexes');
    const rows = store.catalog.require(namespace).indexes.map(({ specification }) => encodeDocument(specification));
    return cursors.start(namespace, rows[Symbol.iterator](), batchSizeOf(call.body));
  },
};

export const collMod: CommandDefinition = {
  options: ['index'],
  run: (server, call) => {
    const change = documentOption(call.body, 'index');
    if (!change || Object.keys(change).some((name) => !['keyPattern', 'name', 'expireAfterSeconds'].includes(name)))
      throw new CommandError(
        72,
        'collMod changes only the expireAfterSeconds of an index: {index: {name or keyPattern, expireAfterSeconds}}.',
      );
    return runWrite(server, call.body, () => {
      const { catalog } = server.store;
      const collection = catalog.require(namespaceOf(call, 'collMod'));
      const [index] = indexesMeant(collection, change['name'] ?? change['keyPattern']);
      const specification = checkSpecification({
        ...index!.specification,
        expireAfterSeconds: change['expireAfterSeconds'],
      });
      const expireAfterSeconds_old = index!.specification['expireAfterSeconds'];
      collection.indexes = collection.indexes.map((one) =>
        one === index ? openIndex({ ...index, specification }) : one,
      );
      catalog.save(collection);
      return { expireAfterSeconds_old, expireAfterSeconds_new: specification['expireAfterSeconds'], ok: 1 };
    });
  },
};
