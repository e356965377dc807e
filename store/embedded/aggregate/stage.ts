/** One step of a pipeline. */
import { CommandError } from '../command-error.ts';
import { numericValue, rank, rankOf } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { type Store } from '../storage/documents.ts';
import { type Variables } from './expression.ts';

export type Stage = (documents: Iterable<Document>) => Iterable<Document>;

export type PipelineContext = { store: Store; database: string; variables: Variables };

/** How a stage runs pipelines of its own; handed in, for pipeline.ts itself is made of stages. */
export type SubPipelines = {
  onCollection(pipeline: unknown, collection: string, context: PipelineContext): Iterable<Document>;
  onDocuments(pipeline: unknown, documents: Iterable<Document>, context: PipelineContext): Iterable<Document>;
};

export type StageCompiler = (specification: unknown, context: PipelineContext, pipelines: SubPipelines) => Stage;

export const wholeNumber = (stage: string, value: unknown, least: number): number => {
  const number = rankOf(value) === rank.number ? Number(numericValue(value)) : Number.NaN;
  if (Number.isInteger(number) && number >= least) return number;
  throw new CommandError(
    least === 0 ? 5107200 : 15958,
    `invalid argument to ${stage} stage: expected a whole number of at least ${least}`,
  );
};

export const streamed = (each: (document: Document) => Document): Stage =>
  function* (documents) {
    for (const document of documents) yield each(document);
  };

export const filterDocument = (specification: unknown): Document => {
  if (isDocument(specification)) return specification;
  throw new CommandError(15959, 'the match filter must be an expression in an object');
};

export const sortDocument = (specification: unknown): Document => {
  if (isDocument(specification) && Object.keys(specification).length > 0) return specification;
  throw new CommandError(15976, '$sort stage must have at least one sort key');
};
