/** `$unwind`: one document per array element. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { removeFrom } from './document-stages.ts';
import { pathValue, withValueAt } from './path-value.ts';
import { type StageCompiler } from './stage.ts';

export const unwind: StageCompiler = (specification) => {
  const {
    path,
    includeArrayIndex,
    preserveNullAndEmptyArrays = false,
  } = isDocument(specification) ? specification : { path: specification };
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2)
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${String(path)}`);
  if (includeArrayIndex !== undefined && typeof includeArrayIndex !== 'string')
    throw new CommandError(28810, 'expected a string for the includeArrayIndex option to $unwind stage');
  const parts = path.slice(1).split('.');
  const indexed = (document: Document, index: number | null): Document =>
    includeArrayIndex === undefined ? document : withValueAt(document, includeArrayIndex.split('.'), index);
  return function* (documents) {
    for (const document of documents) {
      const value = pathValue(document, parts);
      if (Array.isArray(value) && value.length > 0) {
        for (const [index, item] of value.entries()) yield indexed(withValueAt(document, parts, item), index);
      } else if (value === undefined || value === null || Array.isArray(value)) {
        if (preserveNullAndEmptyArrays !== true) continue;
        yield indexed(Array.isArray(value) ? (removeFrom(document, parts, 0) as Document) : document, null);
      } else yield indexed(document, null);
    }
  };
};
