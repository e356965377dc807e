/** `$bucket`: groups by ranges; a value outside all of them goes to `default` or is an error. */
import { CommandError } from '../command-error.ts';
import { compareValues } from '../bson/compare.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { evaluateExpression } from './expression.ts';
import { groupDocuments } from './group.ts';
import { type StageCompiler } from './stage.ts';

export const bucket: StageCompiler = (specification, { variables }) => {
  if (!isDocument(specification)) throw new CommandError(40201, 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, default: otherwise, output = { count: { $sum: 1 } } } = specification;
  if (groupBy === undefined || !Array.isArray(boundaries) || boundaries.length < 2 || !isDocument(output))
    throw new CommandError(40198, "$bucket requires 'groupBy' and at least two 'boundaries'");
  const bounds = boundaries.map((boundary) => evaluateExpression(boundary, {}, variables));
  if (bounds.some((bound, index) => index > 0 && compareValues(bounds[index - 1], bound) >= 0))
    throw new CommandError(40194, "The 'boundaries' option to $bucket must be sorted");
  const bucketOf = (document: Document): unknown => {
    const value = evaluateExpression(groupBy, document, variables) ?? null;
    const above = bounds.findIndex((bound) => compareValues(value, bound) < 0);
    if (above > 0) return bounds[above - 1];
    if (otherwise === undefined)
      throw new CommandError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    return otherwise;
  };
  const run = groupDocuments({ _id: null, ...output }, bucketOf);
  return (documents) => run(documents, variables).toSorted((a, b) => compareValues(a['_id'], b['_id']));
};
