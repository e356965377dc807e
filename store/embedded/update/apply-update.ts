/** An update of any form (operators, replacement, pipeline) as one function from document to document. */
import { CommandError } from '../command-error.ts';
import { equalValues } from '../bson/compare.ts';
import { isDocument, setField, type Document } from '../bson/document.ts';
import { type Variables } from '../aggregate/expression.ts';
import { compileUpdatePipeline } from '../aggregate/update-pipeline.ts';
import { parseArrayFilters } from './array-filters.ts';
import { compileOperators, type UpdateContext } from './compile-update.ts';

export type Update = {
  isReplacement: boolean;
  /** Returns the changed document; may change the given one. */
  apply(document: Document, context: UpdateContext): Document;
};

export const withId = (id: unknown, document: Document): Document => {
  if (id === undefined) return document;
  const result: Document = { _id: id };
  for (const name of Object.keys(document)) if (name !== '_id') setField(result, name, document[name]);
  return result;
};

const keepId = (before: unknown, after: Document): Document => {
  if (before === undefined) return after;
  if ('_id' in after && !equalValues(before, after['_id']))
    throw new CommandError(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
  return withId(before, after);
};

const hasOperators = (update: Document): boolean => Object.keys(update)[0]?.startsWith('$') ?? false;

export const compileUpdate = (update: unknown, arrayFilters: unknown, variables: Variables): Update => {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined)
      throw new CommandError(9, 'arrayFilters may not be specified for pipeline-style updates');
    const run = compileUpdatePipeline(update, variables);
    return { isReplacement: false, apply: (document) => keepId(document['_id'], run(document)) };
  }
  if (!isDocument(update)) throw new CommandError(9, 'Update argument must be either an object or an array');
  if (!hasOperators(update)) {
    const stray = Object.keys(update).find((name) => name.startsWith('$'));
    if (stray)
      throw new CommandError(
        52,
        `The dollar ($) prefixed field '${stray}' is not allowed in the context of an update's replacement document.`,
      );
    if (arrayFilters !== undefined) throw new CommandError(9, 'arrayFilters may not be specified for a replacement');
    return { isReplacement: true, apply: (document) => keepId(document['_id'], { ...update }) };
  }
  const run = compileOperators(update, parseArrayFilters(arrayFilters));
  return {
    isReplacement: false,
    apply: (document, context) => {
      const id = document['_id'];
      run(document, context);
      if (id !== undefined && !('_id' in document))
        throw new CommandError(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
      return keepId(id, document);
    },
  };
};
