/** Databases, collections and indexes: kept in memory, written with the transaction that changes them, reread when one fails. */
import { UUID } from 'bson';
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { afterPrefix, catalogKey, catalogRange, documentPrefix, indexPrefix } from '../keys/key-layout.ts';
import { openIndex, type Index, type IndexState } from './index-definition.ts';
import { type Storage } from './open-storage.ts';

export type Collection = {
  namespace: string;
  /** Stands for the collection in keys; never used again after a drop. */
  number: number;
  uuid: UUID;
  options: Document;
  indexes: Index[];
  nextIndexNumber: number;
  /** Number of documents; counted when first asked for. */
  count: number | undefined;
};

const idSpecification: Document = { v: 2, key: { _id: 1 }, name: '_id_' };

/** `_id_` has no entries of its own: documents are stored by `_id`. */
export const idIndexOf = (): Index =>
  openIndex({ number: 0, specification: idSpecification, multikey: [false], isTruncated: false });

export class Catalog {
  readonly #storage: Storage;
  readonly #collections = new Map<string, Collection>();
  #nextNumber = 1;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.reload();
  }

  reload(): void {
    this.#collections.clear();
    this.#nextNumber = 1;
    for (const { value } of this.#storage.range(catalogRange)) {
      const stored = decodeDocument(value);
      if (stored['namespace'] === '') this.#nextNumber = stored['nextNumber'] as number;
      else this.#collections.set(stored['namespace'] as string, read(stored));
    }
  }

  find(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  require(namespace: string): Collection {
    const collection = this.find(namespace);
    if (!collection) throw new CommandError(26, `ns does not exist: ${namespace}`);
    return collection;
  }

  create(namespace: string, options: Document = {}): Collection {
    checkNamespace(namespace);
    const collection: Collection = {
      namespace,
      number: this.#nextNumber++,
      uuid: new UUID(),
      options,
      indexes: [idIndexOf()],
      nextIndexNumber: 1,
      count: 0,
    };
    this.#storage.put(catalogKey(''), encodeDocument({ namespace: '', nextNumber: this.#nextNumber }));
    this.#collections.set(namespace, collection);
    this.save(collection);
    return collection;
  }

  save(collection: Collection): void {
    this.#storage.put(catalogKey(collection.namespace), encodeDocument(write(collection)));
  }

  drop(collection: Collection): void {
    this.#removeAll(documentPrefix(collection.number));
    for (const index of collection.indexes) this.#removeAll(indexPrefix(collection.number, index.number));
    this.#storage.remove(catalogKey(collection.namespace));
    this.#collections.delete(collection.namespace);
  }

  dropIndex(collection: Collection, index: Index): void {
    this.#removeAll(indexPrefix(collection.number, index.number));
    collection.indexes = collection.indexes.filter((other) => other !== index);
    this.save(collection);
  }

  rename(collection: Collection, namespace: string): void {
    checkNamespace(namespace);
    this.#storage.remove(catalogKey(collection.namespace));
    this.#collections.delete(collection.namespace);
    collection.namespace = namespace;
    this.#collections.set(namespace, collection);
    this.save(collection);
  }

  collectionsOf(database: string): Collection[] {
    return [...this.#collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
  }

  databases(): string[] {
    return [
      ...new Set([...this.#collections.keys()].map((namespace) => namespace.slice(0, namespace.indexOf('.')))),
    ].toSorted();
  }

  all(): Collection[] {
    return [...this.#collections.values()];
  }

  /** Counts are only right for transactions that committed. */
  forgetCounts(): void {
    for (const collection of this.#collections.values()) collection.count = undefined;
  }

  #removeAll(prefix: Buffer): void {
    const end = afterPrefix(prefix);
    for (;;) {
      const entries = this.#storage.range({ start: prefix, end, limit: 1000 });
      if (entries.length === 0) return;
      for (const { key } of entries) this.#storage.remove(key);
    }
  }
}

const checkNamespace = (namespace: string): void => {
  const dot = namespace.indexOf('.');
  const database = namespace.slice(0, dot);
  const name = namespace.slice(dot + 1);
  if (dot < 1 || /[/\\. "$\0]/.test(database) || Buffer.byteLength(database) > 63)
    throw new CommandError(73, `Invalid database name: '${database}'`);
  if (
    name === '' ||
    name.includes('\0') ||
    name.includes('$') ||
    name.startsWith('.') ||
    name.endsWith('.') ||
    Buffer.byteLength(namespace) > 255
  )
    throw new CommandError(73, `Invalid namespace specified '${namespace}'`);
};

const write = (collection: Collection): Document => ({
  namespace: collection.namespace,
  number: collection.number,
  uuid: collection.uuid,
  options: collection.options,
  nextIndexNumber: collection.nextIndexNumber,
  indexes: collection.indexes.map(({ number, specification, multikey, isTruncated }) => ({
    number,
    specification,
    multikey,
    isTruncated,
  })),
});

const read = (stored: Document): Collection => ({
  namespace: stored['namespace'] as string,
  number: stored['number'] as number,
  uuid: stored['uuid'] as UUID,
  options: stored['options'] as Document,
  nextIndexNumber: stored['nextIndexNumber'] as number,
  indexes: (stored['indexes'] as IndexState[]).map(openIndex),
  count: undefined,
});
