/** A filter document, checked and turned into data: whatever is unknown or unsupported is refused here. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { checkExpression, type Variables } from '../aggregate/expression.ts';
import { parseFieldConditions } from './parse-conditions.ts';
import { type Filter } from './filter.ts';

const unsupported: Record<string, string> = {
  $where: 'JavaScript',
  $text: 'text search',
  $jsonSchema: 'JSON schema',
  $near: 'geospatial search',
};

const clauses = (name: string, value: unknown, variables: Variables): Filter[] => {
  if (!Array.isArray(value) || value.length === 0) throw new CommandError(2, `${name} must be a nonempty array`);
  return value.map((item) => {
    if (!isDocument(item)) throw new CommandError(2, `${name} entries need to be full objects`);
    return parseFilter(item, variables);
  });
};

const parseTopLevel = (name: string, value: unknown, variables: Variables): Filter | undefined => {
  switch (name) {
    case '$and':
      return { kind: 'and', filters: clauses(name, value, variables) };
    case '$or':
      return { kind: 'or', filters: clauses(name, value, variables) };
    case '$nor':
      return { kind: 'nor', filters: clauses(name, value, variables) };
    case '$expr':
      checkExpression(value);
      return { kind: 'expression', expression: value, variables };
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

/** `variables`: what `$expr` may refer to as `$$name`. */
export const parseFilter = (filter: Document, variables: Variables = {}): Filter => {
  const nested = (document: Document): Filter => parseFilter(document, variables);
  const filters: Filter[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (name.startsWith('$')) {
      const part = parseTopLevel(name, value, variables);
      if (part !== undefined) filters.push(part);
    } else
      filters.push(
        ...parseFieldConditions(value, nested).map((condition): Filter => ({
          kind: 'path',
          path: name,
          condition,
        })),
      );
  }
  return filters.length === 1 ? filters[0]! : { kind: 'and', filters };
};
