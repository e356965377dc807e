/** `aggregate`. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { encodeDocument } from '../bson/encode.ts';
import { runPipeline, type RunningPipeline } from '../aggregate/pipeline.ts';
import { batchSizeOf } from './collections.ts';
import { type Call, type CommandDefinition, type Server } from './command.ts';
import { hintOf } from './find.ts';
import { variablesOf } from './variables.ts';

const encoded = function* (documents: Iterable<Document>): Generator<Buffer> {
  for (const document of documents) yield encodeDocument(document);
};

export const startPipeline = (server: Server, { database, body }: Call): RunningPipeline => {
  const collection = body['aggregate'];
  if (typeof collection !== 'string')
    throw new CommandError(115, 'Aggregations on a whole database (aggregate: 1) are not supported.');
  const context = { store: server.store, database, variables: variablesOf(body, server.now()) };
  return runPipeline(body['pipeline'], collection, context, hintOf(body));
};

export const aggregate: CommandDefinition = {
  options: ['pipeline', 'cursor', 'hint', 'let', 'allowDiskUse', 'explain'],
  run: (server, call) => {
    if (!isDocument(call.body['cursor']))
      throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
    const { documents } = startPipeline(server, call);
    return server.cursors.start(
      `${call.database}.${String(call.body['aggregate'])}`,
      encoded(documents)[Symbol.iterator](),
      batchSizeOf(call.body),
    );
  },
};
