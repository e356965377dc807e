/** Parses the inside of `${…}` into closures, by precedence climbing. */
import type { Data } from '../../data.ts';
import { ExpressionError } from './expression-error.ts';
import { CALLABLE, EXECUTION_METHODS, FUNCTIONS, METHODS } from './juel-functions.ts';
import { BINARY_OPERATORS, isEmpty, negate, OperandError, toBoolean } from './juel-operators.ts';
import { tokensOf, type Token } from './juel-tokens.ts';

export type JuelProgram = (scope: Data, moment: Date) => unknown;

/** From loosest to tightest binding. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Deeper nesting than anyone writes; keeps a hostile text from exhausting the stack. */
const MAX_DEPTH = 100;

const LITERALS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Own properties only, so nothing of JavaScript's prototypes can be reached; everything else is null. */
const read = (target: unknown, key: unknown): unknown => {
  if (target === null || typeof target !== 'object' || (typeof key !== 'string' && typeof key !== 'number'))
    return null;
  if (Array.isArray(target)) return typeof key === 'number' || /^\d+$/.test(key) ? (target[Number(key)] ?? null) : null;
  return Object.hasOwn(target, key) ? ((target as Data)[key] ?? null) : null;
};

type Cursor = { readonly source: string; readonly tokens: readonly Token[]; at: number; depth: number };

const peek = (cursor: Cursor): Token => cursor.tokens[cursor.at]!;

const accept = (cursor: Cursor, operator: string): boolean => {
  const token = peek(cursor);
  const isIt = token.kind === 'operator' && token.text === operator;
  if (isIt) cursor.at++;
  return isIt;
};

const fail = (cursor: Cursor, token: Token, allowed: string): never => {
  throw new ExpressionError(cursor.source, token.at, `Unexpected '${token.text}'`, `${allowed} is allowed`);
};

const expect = (cursor: Cursor, operator: string): void => {
  if (!accept(cursor, operator)) fail(cursor, peek(cursor), `'${operator}'`);
};

/** Gives an operand that makes no sense its place in the source. */
const located =
  (cursor: Cursor, token: Token, compute: JuelProgram): JuelProgram =>
  (scope, moment) => {
    try {
      return compute(scope, moment);
    } catch (error) {
      if (!(error instanceof OperandError)) throw error;
      throw new ExpressionError(cursor.source, token.at, error.message, 'convert the value before it gets here');
    }
  };

const binary = (cursor: Cursor, token: Token, left: JuelProgram, right: JuelProgram): JuelProgram => {
  const { text } = token;
  if (text === '&&')
    return located(cursor, token, (s, m) => toBoolean(text, left(s, m)) && toBoolean(text, right(s, m)));
  if (text === '||')
    return located(cursor, token, (s, m) => toBoolean(text, left(s, m)) || toBoolean(text, right(s, m)));
  const operate = BINARY_OPERATORS[text]!;
  return located(cursor, token, (scope, moment) => operate(left(scope, moment), right(scope, moment)));
};

const parseLevel = (cursor: Cursor, level: number): JuelProgram => {
  const operators = LEVELS[level];
  if (operators === undefined) return parseUnary(cursor);
  let left = parseLevel(cursor, level + 1);
  for (;;) {
    const token = peek(cursor);
    if (token.kind !== 'operator' || !operators.includes(token.text)) return left;
    cursor.at++;
    left = binary(cursor, token, left, parseLevel(cursor, level + 1));
  }
};

const parseTernary = (cursor: Cursor): JuelProgram => {
  if (++cursor.depth > MAX_DEPTH) fail(cursor, peek(cursor), `a nesting of ${MAX_DEPTH} levels`);
  const condition = parseLevel(cursor, 0);
  const token = peek(cursor);
  if (!accept(cursor, '?')) {
    cursor.depth--;
    return condition;
  }
  const whenTrue = parseTernary(cursor);
  expect(cursor, ':');
  const whenFalse = parseTernary(cursor);
  cursor.depth--;
  return located(cursor, token, (scope, moment) =>
    toBoolean('?', condition(scope, moment)) ? whenTrue(scope, moment) : whenFalse(scope, moment),
  );
};

const parseUnary = (cursor: Cursor): JuelProgram => {
  const signs: Token[] = [];
  while (peek(cursor).kind === 'operator' && ['!', '-', 'empty'].includes(peek(cursor).text)) {
    signs.push(peek(cursor));
    cursor.at++;
  }
  return signs.reduceRight<JuelProgram>((operand, token) => {
    if (token.text === 'empty') return (scope, moment) => isEmpty(operand(scope, moment));
    if (token.text === '-') return located(cursor, token, (scope, moment) => negate(operand(scope, moment)));
    return located(cursor, token, (scope, moment) => !toBoolean('!', operand(scope, moment)));
  }, parsePath(cursor));
};

const parsePath = (cursor: Cursor): JuelProgram => {
  let target = parsePrimary(cursor);
  for (;;) {
    if (accept(cursor, '.')) {
      const name = peek(cursor);
      if (name.word === undefined) return fail(cursor, name, "a name after '.'");
      cursor.at++;
      target = accept(cursor, '(') ? parseMethod(cursor, target, name) : parseProperty(target, name.word);
    } else if (accept(cursor, '[')) {
      const [owner, key] = [target, parseTernary(cursor)];
      expect(cursor, ']');
      target = (scope, moment) => read(owner(scope, moment), key(scope, moment));
    } else return target;
  }
};

const parseProperty =
  (owner: JuelProgram, name: string): JuelProgram =>
  (scope, moment) =>
    read(owner(scope, moment), name);

const parseMethod = (cursor: Cursor, owner: JuelProgram, name: Token): JuelProgram => {
  const parameters: JuelProgram[] = [];
  if (!accept(cursor, ')')) {
    do parameters.push(parseTernary(cursor));
    while (accept(cursor, ','));
    expect(cursor, ')');
  }
  const [parameter] = parameters;
  const isOnExecution = cursor.tokens[cursor.tokens.indexOf(name) - 2]?.text === 'execution';
  const ofExecution = isOnExecution ? EXECUTION_METHODS.get(name.text) : undefined;
  if (ofExecution !== undefined && parameter !== undefined && parameters.length === 1)
    return (scope, moment) => ofExecution(scope, parameter(scope, moment));
  const method = METHODS.get(name.text);
  if (method === undefined || method.arity !== parameters.length)
    throw new ExpressionError(
      cursor.source,
      name.at,
      `'${name.text}' with ${parameters.length} arguments cannot be called`,
      `only ${CALLABLE} can`,
    );
  return (scope, moment) => method.run(owner(scope, moment), parameter?.(scope, moment));
};

const parsePrimary = (cursor: Cursor): JuelProgram => {
  const token = peek(cursor);
  cursor.at++;
  if (token.kind === 'number' || token.kind === 'string') {
    const value = token.kind === 'number' ? Number(token.text) : token.text;
    return () => value;
  }
  if (token.kind === 'name') return parseName(cursor, token);
  if (token.kind !== 'operator' || token.text !== '(') return fail(cursor, token, 'a value');
  const inner = parseTernary(cursor);
  expect(cursor, ')');
  return inner;
};

const parseName = (cursor: Cursor, token: Token): JuelProgram => {
  const { text } = token;
  if (accept(cursor, '(')) {
    const call = FUNCTIONS.get(text);
    if (call === undefined || !accept(cursor, ')'))
      throw new ExpressionError(cursor.source, token.at, `'${text}' cannot be called`, `only ${CALLABLE} can`);
    return (_scope, moment) => call(moment);
  }
  if (LITERALS.has(text)) {
    const value = LITERALS.get(text);
    return () => value;
  }
  return (scope) => read(scope, text);
};

/** Parses `source` between two offsets. Throws `ExpressionError` with its place in the whole of `source`. */
export const parseJuel = (source: string, from: number, to: number): JuelProgram => {
  const cursor: Cursor = { source, tokens: tokensOf(source, from, to), at: 0, depth: 0 };
  const program = parseTernary(cursor);
  if (peek(cursor).kind !== 'end') fail(cursor, peek(cursor), 'an operator');
  return program;
};
