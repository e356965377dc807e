/** What the operators of `${…}` do with JSON values: the coercions of the Unified Expression Language, chapter 1.8. */

/** Says in one word what a value is, for messages. */
const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
};

/** Raised here, located by the caller: an operand for which the operator has no meaning. */
export class OperandError extends Error {
  override readonly name = 'OperandError';

  constructor(operator: string, value: unknown, wanted: string) {
    super(`'${operator}' got ${kindOf(value)} '${JSON.stringify(value)}' where a ${wanted} is needed`);
  }
}

const toNumber = (operator: string, value: unknown): number => {
  if (value === null || value === undefined || value === '') return 0;
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw new OperandError(operator, value, 'number');
  return number;
};

/** Null and missing are false; text is true only when it says so. */
export const toBoolean = (operator: string, value: unknown): boolean => {
  if (value === null || value === undefined || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new OperandError(operator, value, 'boolean');
};

const isNull = (value: unknown): boolean => value === null || value === undefined;

const isEqual = (left: unknown, right: unknown): boolean => {
  if (left === right) return true;
  if (isNull(left) || isNull(right)) return isNull(left) && isNull(right);
  if (typeof left === 'number' || typeof right === 'number') return Number(left) === Number(right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return String(left) === String(right);
  return typeof left === 'object' && JSON.stringify(left) === JSON.stringify(right);
};

/** Negative, zero or positive; undefined when one side is null, which makes every comparison false. */
const compare = (operator: string, left: unknown, right: unknown): number | undefined => {
  if (isNull(left) || isNull(right)) return undefined;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return toNumber(operator, left) - toNumber(operator, right);
};

const ordering =
  (operator: string, holds: (order: number) => boolean) =>
  (left: unknown, right: unknown): boolean => {
    const order = compare(operator, left, right);
    return order !== undefined && holds(order);
  };

const arithmetic =
  (operator: string, compute: (left: number, right: number) => number) =>
  (left: unknown, right: unknown): number =>
    compute(toNumber(operator, left), toNumber(operator, right));

/** Binary operators by their sign. `&&` and `||` are not here: they don't evaluate their right side needlessly. */
export const BINARY_OPERATORS: Readonly<Record<string, (left: unknown, right: unknown) => unknown>> = {
  '==': isEqual,
  '!=': (left, right) => !isEqual(left, right),
  '<': ordering('<', (order) => order < 0),
  '>': ordering('>', (order) => order > 0),
  '<=': ordering('<=', (order) => order <= 0),
  '>=': ordering('>=', (order) => order >= 0),
  '+': arithmetic('+', (left, right) => left + right),
  '-': arithmetic('-', (left, right) => left - right),
  '*': arithmetic('*', (left, right) => left * right),
  '/': arithmetic('/', (left, right) => left / right),
  '%': arithmetic('%', (left, right) => left % right),
};

export const negate = (value: unknown): number => -toNumber('-', value);

export const isEmpty = (value: unknown): boolean => {
  if (isNull(value) || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value as object).length === 0;
};
