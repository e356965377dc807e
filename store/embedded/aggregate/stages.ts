/** The stages by name, and which are refused. */
import { CommandError } from '../command-error.ts';
import { countOf } from '../count-of.ts';
import { isDocument } from '../bson/document.ts';
import { parseSort, sortKey } from '../plan/sort.ts';
import { firstInOrder } from '../plan/top-rows.ts';
import { compileFilter } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileProjection } from '../query/projection.ts';
import { bucket } from './bucket.ts';
import { addFields, replaceRoot, unset } from './document-stages.ts';
import { groupDocuments } from './group.ts';
import { lookup } from './lookup.ts';
import {
  filterDocument,
  sortDocument,
  streamed,
  wholeNumber,
  type PipelineContext,
  type Stage,
  type StageCompiler,
  type SubPipelines,
} from './stage.ts';
import { unwind } from './unwind.ts';

const match: StageCompiler = (specification, { variables }) => {
  const matches = compileFilter(parseFilter(filterDocument(specification), variables));
  return function* (documents) {
    for (const document of documents) if (matches(document)) yield document;
  };
};

const project: StageCompiler = (specification, { variables }) => {
  const projection = compileProjection(specification);
  if (isDocument(specification) && Object.keys(specification).length === 0)
    throw new CommandError(51272, 'projection specification must have at least one field');
  return streamed((document) => projection.apply(document, {}, variables));
};

const add: StageCompiler = (specification, { variables }) => {
  const stage = addFields(specification);
  return streamed((document) => stage(document, variables));
};

const remove: StageCompiler = (specification, { variables }) => {
  const stage = unset(specification);
  return streamed((document) => stage(document, variables));
};

const replaceWith: StageCompiler = (specification, { variables }) => {
  const stage = replaceRoot(specification);
  return streamed((document) => stage(document, variables));
};

const replaceRootStage: StageCompiler = (specification, context, pipelines) => {
  if (!isDocument(specification) || specification['newRoot'] === undefined)
    throw new CommandError(40229, 'expected an object with newRoot for $replaceRoot');
  return replaceWith(specification['newRoot'], context, pipelines);
};

const group: StageCompiler = (specification, { variables }) => {
  const run = groupDocuments(specification);
  return (documents) => run(documents, variables);
};

const sort: StageCompiler = (specification) => {
  const fields = parseSort(sortDocument(specification));
  return (documents) => {
    const keyed = [...documents].map((document) => ({ key: sortKey(document, fields), row: document }));
    return firstInOrder(keyed, Number.POSITIVE_INFINITY).map(({ row }) => row);
  };
};

const skip: StageCompiler = (specification) => {
  const count = wholeNumber('$skip', specification, 0);
  return function* (documents) {
    let index = 0;
    for (const document of documents) if (index++ >= count) yield document;
  };
};

const limit: StageCompiler = (specification) => {
  const count = wholeNumber('$limit', specification, 1);
  return function* (documents) {
    let index = 0;
    for (const document of documents) {
      yield document;
      if (++index >= count) return;
    }
  };
};

const count: StageCompiler = (name) => {
  if (typeof name !== 'string' || name === '' || name.startsWith('$') || name.includes('.'))
    throw new CommandError(40156, 'the count field must be a non-empty string without $ and dots');
  return function* (documents) {
    const total = countOf(documents);
    if (total > 0) yield { [name]: total };
  };
};

const sortByCount: StageCompiler = (expression, context, pipelines) => {
  const grouped = group({ _id: expression, count: { $sum: 1 } }, context, pipelines);
  const sorted = sort({ count: -1 }, context, pipelines);
  return (documents) => sorted(grouped(documents));
};

const facet: StageCompiler = (specification, context, pipelines) => {
  if (!isDocument(specification) || Object.keys(specification).length === 0)
    throw new CommandError(40169, 'the $facet specification must be a non-empty object');
  return function* (documents) {
    const all = [...documents];
    yield Object.fromEntries(
      Object.entries(specification).map(([name, pipeline]) => [
        name,
        [...pipelines.onDocuments(pipeline, all, context)],
      ]),
    );
  };
};

const unionWith: StageCompiler = (specification, context, pipelines) => {
  const { coll, pipeline = [] } = isDocument(specification) ? specification : { coll: specification };
  if (typeof coll !== 'string') throw new CommandError(9, '$unionWith needs the name of a collection');
  return function* (documents) {
    yield* documents;
    yield* pipelines.onCollection(pipeline, coll, context);
  };
};

const compilers: Record<string, StageCompiler> = {
  $match: match,
  $project: project,
  $addFields: add,
  $set: add,
  $unset: remove,
  $replaceRoot: replaceRootStage,
  $replaceWith: replaceWith,
  $group: group,
  $sort: sort,
  $skip: skip,
  $limit: limit,
  $count: count,
  $sortByCount: sortByCount,
  $facet: facet,
  $unionWith: unionWith,
  $bucket: bucket,
  $unwind: unwind,
  $lookup: lookup,
};

const refused = new Set([
  '$out',
  '$merge',
  '$changeStream',
  '$geoNear',
  '$search',
  '$searchMeta',
  '$vectorSearch',
  '$graphLookup',
  '$collStats',
  '$indexStats',
  '$currentOp',
  '$listSessions',
  '$listLocalSessions',
  '$planCacheStats',
  '$redact',
  '$sample',
  '$bucketAuto',
  '$setWindowFields',
  '$densify',
  '$fill',
  '$documents',
]);

export const compileStage = (
  name: string,
  specification: unknown,
  context: PipelineContext,
  pipelines: SubPipelines,
): Stage => {
  const compiler = Object.hasOwn(compilers, name) ? compilers[name] : undefined;
  if (compiler) return compiler(specification, context, pipelines);
  if (refused.has(name)) throw new CommandError(115, `Pipeline stage ${name} is not supported by this server.`);
  throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
};
