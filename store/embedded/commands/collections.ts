/** Collections: create, drop, rename, list. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { decodeDocument } from '../bson/decode.ts';
import { compileFilter } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { type Collection } from '../storage/catalog.ts';
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
