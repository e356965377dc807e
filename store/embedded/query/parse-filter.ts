/** A filter document, checked and turned into data: whatever is unknown or unsupported is refused here. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { parseFieldConditions } from './parse-conditions.ts';
import { type Filter } from './filter.ts';

const unsupported: Record<string, string> = {
  $where: 'JavaScript',
  $text: 'text search',
  $jsonSchema: 'JSON schema',
  $near: 'geospatial search',
};

const clauses = (name: string, value: unknown): Filter[] => {
  if (!Array.isArray(value) || value.length === 0) throw new CommandError(2, `${name} must be a nonempty array`);
  return value.map((item) => {
    if (!isDocument(item)) throw new CommandError(2, `${name} entries need to be full objects`);
    return parseFilter(item);
  });
};

const parseTopLevel = (name: string, value: unknown): Filter | undefined => {
  switch (name) {
    case '$and':
      return { kind: 'and', filters: clauses(name, value) };
    case '$or':
      return { kind: 'or', filters: clauses(name, value) };
    case '$nor':
      return { kind: 'nor', filters: clauses(name, value) };
    case '$expr':
      return { kind: 'expression', expression: value };
    case '$comment':
      return undefined;
    case '$alwaysTrue':
      return { kind: 'constant', value: true };
    case '$alwaysFalse':
      return { kind: 'constant', value: false };
    default:
      if (name in unsupported)
        throw new CommandError(115, `${name} is not supported: this server has no ${unsupported[name]}.`);
      throw new CommandError(2, `unknown top level operator: ${name}`);
  }
};

export const parseFilter = (filter: Document): Filter => {
  const filters: Filter[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (name.startsWith('$')) {
      const part = parseTopLevel(name, value);
      if (part !== undefined) filters.push(part);
    } else
      filters.push(
        ...parseFieldConditions(value, parseFilter).map((condition): Filter => ({
          kind: 'path',
          path: name,
          condition,
        })),
      );
  }
  return filters.length === 1 ? filters[0]! : { kind: 'and', filters };
};
