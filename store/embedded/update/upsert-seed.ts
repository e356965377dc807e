/** The document an upsert begins with: the fields that the filter binds to exactly one value. */
import { CommandError } from '../command-error.ts';
import { type Document } from '../bson/document.ts';
import { conjuncts, type Condition, type Filter } from '../query/filter.ts';
import { putAt, valueAt } from './paths.ts';

const onlyValue = (condition: Condition): { value: unknown } | undefined => {
  if (condition.op === 'eq') return { value: condition.operand };
  if (condition.op === 'in' && condition.operands.length === 1 && condition.patterns.length === 0)
    return { value: condition.operands[0] };
  return undefined;
};

const bound = (filter: Filter): Filter[] => {
  if (filter.kind === 'or' && filter.filters.length === 1) return bound(filter.filters[0]!);
  return filter.kind === 'and'
    ? conjuncts(filter).flatMap((part) => (part.kind === 'and' ? [part] : bound(part)))
    : [filter];
};

export const upsertSeed = (filter: Filter, isReplacement: boolean): Document => {
  const seed: Document = {};
  for (const part of bound(filter)) {
    if (part.kind !== 'path') continue;
    const only = onlyValue(part.condition);
    if (!only || (isReplacement && part.path !== '_id')) continue;
    const parts = part.path.split('.');
    if (valueAt(seed, parts) !== undefined)
      throw new CommandError(54, `cannot infer query fields to set, path '${part.path}' is matched twice`);
    putAt(seed, parts, only.value);
  }
  return seed;
};
