/** Runs a pipeline: what leads (`$match`, `$sort`, `$skip`, `$limit`) goes to the planner and so to the indexes, the rest streams through stages. */
import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { countRows } from '../plan/count-rows.ts';
import { findRows, type Found, type Query } from '../plan/find-rows.ts';
import { type Hint } from '../plan/choose-plan.ts';
import { parseSort } from '../plan/sort.ts';
import { type Filter } from '../query/filter.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { neededFields, type NamedStage } from './needed-fields.ts';
import { compileStage } from './stages.ts';
import {
  filterDocument,
  sortDocument,
  wholeNumber,
  type PipelineContext,
  type Stage,
  type SubPipelines,
} from './stage.ts';

export const parseStages = (pipeline: unknown): NamedStage[] => {
  if (!Array.isArray(pipeline)) throw new CommandError(14, 'A pipeline has to be an array of stages');
  return pipeline.map((stage) => {
    if (!isDocument(stage)) throw new CommandError(14, "Each element of the 'pipeline' array must be an object");
    const [entry, ...others] = Object.entries(stage);
    if (!entry || others.length > 0)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    return { name: entry[0], specification: entry[1] };
  });
};

type Leading = Query & { filter: Filter; skip: number; limit: number };

/** Splits off the stages the planner can do. A limit ends it: what follows is about those documents only. */
const leadingQuery = (
  stages: readonly NamedStage[],
  { variables }: PipelineContext,
  hint: Hint,
): { query: Leading; rest: NamedStage[] } => {
  const filters: Filter[] = [];
  const query: Leading = { filter: { kind: 'and', filters }, sort: [], skip: 0, limit: 0, hint };
  let phase = 0;
  let taken = 0;
  for (const { name, specification } of stages) {
    if (name === '$match' && phase === 0) filters.push(parseFilter(filterDocument(specification), variables));
    else if (name === '$sort' && phase === 0) {
      query.sort = parseSort(sortDocument(specification));
      phase = 1;
    } else if (name === '$skip' && phase <= 1) {
      query.skip = wholeNumber(name, specification, 0);
      phase = 2;
    } else if (name === '$limit' && phase <= 2) {
      query.limit = wholeNumber(name, specification, 1);
      phase = 3;
    } else break;
    taken++;
  }
  return { query, rest: stages.slice(taken) };
};

export type RunningPipeline = { found: Found; documents: Iterable<Document> };

const decoded = function* (found: Found, needed: ReadonlySet<string> | undefined): Generator<Document> {
  for (const { bytes } of found.rows) yield decodeDocument(bytes, needed);
};

/** Where only the number of documents matters, they are counted and not read. */
const blanks = function* (count: () => number): Generator<Document> {
  for (let left = count(); left > 0; left--) yield {};
};

const through = (documents: Iterable<Document>, stages: readonly Stage[]): Iterable<Document> =>
  stages.reduce((input, stage) => stage(input), documents);

const compileStages = (stages: readonly NamedStage[], context: PipelineContext): Stage[] =>
  stages.map(({ name, specification }) => compileStage(name, specification, context, subPipelines));

/** A pipeline on a collection of the context's database; `documents` may be read once. */
export const runPipeline = (
  pipeline: unknown,
  collection: string,
  context: PipelineContext,
  hint?: Hint,
): RunningPipeline => {
  const { query, rest } = leadingQuery(parseStages(pipeline), context, hint);
  const stages = compileStages(rest, context);
  const { store, database } = context;
  const stored = store.catalog.find(`${database}.${collection}`);
  const found = findRows(store, stored, query);
  const needed = neededFields(rest);
  const documents = needed?.size === 0 ? blanks(() => countRows(store, stored, query)) : decoded(found, needed);
  return { found, documents: through(documents, stages) };
};

/** What stages need to run pipelines of their own. */
const subPipelines: SubPipelines = {
  onCollection: (pipeline, collection, context) => runPipeline(pipeline, collection, context).documents,
  onDocuments: (pipeline, documents, context) => through(documents, compileStages(parseStages(pipeline), context)),
};
