/** What every command gets and gives, and the check of its options: a field nobody reads is refused, never silently dropped. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { type GroupCommit } from '../storage/group-commit.ts';
import { type Store } from '../storage/documents.ts';
import { type Cursors } from './cursors.ts';

export type Server = {
  store: Store;
  commits: GroupCommit;
  cursors: Cursors;
  /** UTC. */
  now: () => Date;
  startedAt: Date;
  connections: () => number;
};

export type Call = { database: string; body: Document; connection: number };

export type CommandHandler = (server: Server, call: Call) => Promise<Document> | Document;

export type CommandDefinition = {
  /** Options this command understands, besides its own name and the general ones. */
  options: readonly string[];
  run: CommandHandler;
};

const generalOptions = new Set([
  '$db',
  '$readPreference',
  '$clusterTime',
  'lsid',
  'txnNumber',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'mayBypassWriteBlocking',
  'stmtId',
  'stmtIds',
  'bypassDocumentValidation',
]);

const unsupported: Record<string, string> = {
  collation: 'collation is not supported: strings compare by code point.',
  encryptionInformation: 'queryable encryption is not supported.',
};

const checkConcerns = (body: Document): void => {
  const level = isDocument(body['readConcern']) ? body['readConcern']['level'] : undefined;
  if (level === 'snapshot') throw new CommandError(246, 'readConcern snapshot is not supported.');
  const w = isDocument(body['writeConcern']) ? body['writeConcern']['w'] : undefined;
  if (typeof w === 'number' && w > 1)
    throw new CommandError(100, `Not enough data-bearing nodes: w: ${w} was asked for, there is 1.`);
};

export const checkOptions = (name: string, definition: CommandDefinition, body: Document): void => {
  if (body['startTransaction'] !== undefined || body['autocommit'] !== undefined)
    throw new CommandError(263, 'Transactions are not supported by this server; a write of one document is atomic.');
  checkConcerns(body);
  for (const option of Object.keys(body)) {
    if (option === name || generalOptions.has(option) || definition.options.includes(option)) continue;
    if (option in unsupported) throw new CommandError(115, unsupported[option]!);
    if (body[option] === false) continue;
    throw new CommandError(
      40415,
      `BSON field '${name}.${option}' is an unknown field or an option this server does not have.`,
    );
  }
};

/** The collection a command names. */
export const namespaceOf = ({ database, body }: Call, command: string): string => {
  const name = body[command];
  if (typeof name !== 'string' || name === '')
    throw new CommandError(73, `Invalid namespace specified '${database}.${String(name)}'`);
  return `${database}.${name}`;
};

export const documentOption = (body: Document, name: string): Document | undefined => {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isDocument(value)) throw new CommandError(14, `BSON field '${name}' is the wrong type, expected type 'object'`);
  return value;
};

/** A whole number ≥ 0. */
export const countOption = (body: Document, name: string): number | undefined => {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number)) throw new CommandError(14, `BSON field '${name}' must be a whole number`);
  if (number < 0) throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return number;
};
