/** From a command document to its reply: every failure becomes `{ok: 0, code, codeName, errmsg}`. */
import { CommandError, failureReply } from '../command-error.ts';
import { type Document } from '../bson/document.ts';
import { type Answer } from '../wire/serve-connection.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, renameCollection } from './collections.ts';
import { collStats, dbStats, listDatabases } from './statistics.ts';
import { checkOptions, type CommandDefinition, type Server } from './command.ts';
import { explain } from './explain.ts';
import { findAndModify } from './find-and-modify.ts';
import { count, distinct } from './count.ts';
import { find, getMore, killCursors } from './find.ts';
import { collMod, createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { serverInformation } from './server-information.ts';
import { endSessions, keepSessions, startSession } from './sessions.ts';
import { deleteCommand, update } from './update.ts';

const commands: Record<string, CommandDefinition> = {
  ...serverInformation,
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate,
  explain,
  insert,
  update,
  delete: deleteCommand,
  findAndModify,
  findandmodify: findAndModify,
  create,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  collStats,
  collstats: collStats,
  dbStats,
  dbstats: dbStats,
  createIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes,
  collMod,
  startSession,
  endSessions,
  refreshSessions: keepSessions,
  killSessions: keepSessions,
};

const unsupported: Record<string, [code: 115 | 263, message: string]> = {
  commitTransaction: [263, 'Transactions are not supported by this server; a write of one document is atomic.'],
  abortTransaction: [263, 'Transactions are not supported by this server; a write of one document is atomic.'],
  mapReduce: [115, 'mapReduce is not supported; use aggregate.'],
  bulkWrite: [115, 'The bulkWrite command (MongoDB 8) is not supported; collection.bulkWrite works.'],
  saslStart: [115, 'Authentication is not supported: the socket belongs to the user who started the server.'],
  createUser: [115, 'Authentication is not supported: the socket belongs to the user who started the server.'],
  createSearchIndexes: [115, 'Search indexes are not supported.'],
};

const run = async (server: Server, body: Document, connection: number): Promise<Document> => {
  const name = Object.keys(body)[0] ?? '';
  const [code, message] = (Object.hasOwn(unsupported, name) && unsupported[name]) || [];
  if (code) throw new CommandError(code, message!);
  const definition = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!definition) throw new CommandError(59, `no such command: '${name}'`);
  checkOptions(name, definition, body);
  return definition.run(server, {
    database: typeof body['$db'] === 'string' ? body['$db'] : 'admin',
    body: name === 'findandmodify' ? { ...body, findAndModify: body[name] } : body,
    connection,
  });
};

export const answerFor =
  (server: Server): Answer =>
  async (body, connection) => {
    try {
      return await run(server, body, connection);
    } catch (error) {
      return failureReply(error);
    }
  };
