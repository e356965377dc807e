/** `arrayFilters`: one condition per name used as `$[name]`. */
import { CommandError } from '../command-error.ts';
import { isDocument } from '../bson/document.ts';
import { topLevel, type Filter } from '../query/filter.ts';
import { compileFilter, type Matcher } from '../query/match.ts';
import { parseFilter } from '../query/parse-filter.ts';

const namesIn = (filter: Filter): string[] => {
  switch (filter.kind) {
    case 'path':
      return [topLevel(filter.path)];
    case 'and':
    case 'or':
    case 'nor':
      return filter.filters.flatMap(namesIn);
    case 'expression':
      throw new CommandError(2, '$expr is not allowed in array filters');
    case 'constant':
      return [];
  }
};

export const parseArrayFilters = (filters: unknown): Map<string, Matcher> => {
  const byName = new Map<string, Matcher>();
  if (filters === undefined) return byName;
  if (!Array.isArray(filters)) throw new CommandError(14, 'arrayFilters must be an array');
  for (const document of filters) {
    if (!isDocument(document)) throw new CommandError(14, 'Each array filter must be a document');
    const filter = parseFilter(document);
    const names = [...new Set(namesIn(filter))];
    if (names.length !== 1)
      throw new CommandError(
        9,
        `Expected a single top-level field name in array filter, found ${names.map((name) => `'${name}'`).join(' and ') || 'none'}`,
      );
    if (!/^[a-z][a-zA-Z0-9]*$/.test(names[0]!))
      throw new CommandError(
        2,
        `Array filter name '${names[0]}' must begin with a lowercase letter and be alphanumeric`,
      );
    if (byName.has(names[0]!))
      throw new CommandError(9, `Found multiple array filters with the same top-level field name ${names[0]}`);
    byName.set(names[0]!, compileFilter(filter));
  }
  return byName;
};
