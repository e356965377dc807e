/** Whether every document a filter finds lies in a partial index. "No" is always safe: the index is then not used. */
import { isDeepStrictEqual } from 'node:util';
import { compareValues, rankOf, rank } from '../bson/compare.ts';
import { conjuncts, type Condition, type Filter } from '../query/filter.ts';
import { compileFilter } from '../query/match.ts';

type PathFilter = Filter & { kind: 'path' };

const isScalar = (value: unknown): boolean =>
  ![rank.array, rank.object, rank.null, rank.minKey, rank.maxKey].includes(rankOf(value) as never);

/** The condition cannot hold where the field is missing. */
export const impliesExistence = (condition: Condition): boolean => {
  switch (condition.op) {
    case 'eq':
    case 'gte':
    case 'lte':
    case 'gt':
    case 'lt':
      return ![rank.null, rank.minKey, rank.maxKey].includes(rankOf(condition.operand) as never);
    case 'in':
      return condition.operands.every((operand) => rankOf(operand) !== rank.null);
    case 'exists':
    case 'type':
    case 'mod':
    case 'regex':
    case 'size':
    case 'elementFilter':
    case 'elementConditions':
    case 'bits':
      return true;
    case 'not':
      return false;
  }
};

/** If some value at the path equals the scalar, then that value alone meets the wanted condition. */
const holdsFor = (wanted: PathFilter, operand: unknown): boolean =>
  isScalar(operand) && compileFilter({ ...wanted, path: 'value' })({ value: operand });

const isLower = (op: string): boolean => op === 'gt' || op === 'gte';
const isRange = (op: string): op is 'gt' | 'gte' | 'lt' | 'lte' => ['gt', 'gte', 'lt', 'lte'].includes(op);

const isTighter = (given: Condition, wanted: Condition): boolean => {
  if (!isRange(given.op) || !isRange(wanted.op) || !('operand' in given) || !('operand' in wanted)) return false;
  if (isLower(given.op) !== isLower(wanted.op) || rankOf(given.operand) !== rankOf(wanted.operand)) return false;
  if (!isScalar(given.operand)) return false;
  const order = compareValues(given.operand, wanted.operand);
  if (order === 0) return given.op === wanted.op || given.op === 'gt' || given.op === 'lt';
  return isLower(given.op) ? order > 0 : order < 0;
};

const conditionImplies = (given: Condition, wanted: PathFilter): boolean => {
  if (isDeepStrictEqual(given, wanted.condition)) return true;
  // Equal numbers may differ in type.
  if (wanted.condition.op === 'not' || wanted.condition.op === 'type') return false;
  if (wanted.condition.op === 'exists') return impliesExistence(given);
  if (given.op === 'eq') return holdsFor(wanted, given.operand);
  if (given.op === 'in')
    return (
      given.patterns.length === 0 &&
      given.operands.length > 0 &&
      given.operands.every((operand) => holdsFor(wanted, operand))
    );
  return isTighter(given, wanted.condition);
};

export const implies = (given: readonly Filter[], wanted: Filter): boolean =>
  conjuncts(wanted).every((part) =>
    given.some((fact) => {
      if (isDeepStrictEqual(fact, part)) return true;
      return (
        fact.kind === 'path' &&
        part.kind === 'path' &&
        fact.path === part.path &&
        conditionImplies(fact.condition, part)
      );
    }),
  );
