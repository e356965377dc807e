/** The door to mingo, of which only the expression language is used; stages, filters and updates are our own. */
import { ObjectId } from 'bson';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as operators from 'mingo/operators/expression';
import { CommandError } from '../command-error.ts';
import { isDocument, setField, type Document } from '../bson/document.ts';
import { ownOperators } from './own-operators.ts';
import { pathValue } from './path-value.ts';
import { toMingo } from './mingo-value.ts';

export type Variables = Record<string, unknown>;

/** They run code, or would differ from one evaluation to the next. */
const refused = new Set(['$function', '$toHashedIndexKey', '$sampleRate']);

type MingoOperator = (document: unknown, operand: unknown, options: unknown) => unknown;

const evaluateNested = (document: unknown, options: unknown) => (operand: unknown) =>
  evalExpr(document, operand, options as Parameters<typeof evalExpr>[2]);

const overrides = Object.fromEntries(
  Object.entries(ownOperators).map(([name, operator]): [string, MingoOperator] => [
    name,
    (document, operand, options) => operator(operand, evaluateNested(document, options)),
  ]),
);

const stringOf: MingoOperator = (document, operand, options) => {
  const value = evaluateNested(document, options)(operand);
  return value instanceof ObjectId
    ? value.toHexString()
    : (operators.$toString as MingoOperator)(document, { $literal: value }, options);
};

const context = Context.init({
  expression: {
    ...Object.fromEntries(Object.entries(operators).filter(([name]) => name.startsWith('$') && !refused.has(name))),
    ...overrides,
    $toString: stringOf,
  },
});

const isOperator = (expression: Document): boolean => {
  const first = Object.keys(expression)[0];
  return first !== undefined && first.startsWith('$');
};

const checkOperator = (expression: Document): void => {
  const [name = '', ...others] = Object.keys(expression);
  if (others.length > 0)
    throw new CommandError(15983, 'An object representing an expression must have exactly one field.');
  const isKnown = Object.hasOwn(operators, name) || Object.hasOwn(ownOperators, name);
  if (name !== '$literal' && (refused.has(name) || !isKnown))
    throw new CommandError(168, `Unrecognized expression '${name}'`);
};

const variableValue = (expression: string, document: unknown, variables: Variables): unknown => {
  const [name, ...parts] = expression.slice(2).split('.');
  if (name === 'ROOT' || name === 'CURRENT') return pathValue(document, parts);
  if (name === 'REMOVE') return undefined;
  if (Object.hasOwn(variables, name!)) return pathValue(variables[name!], parts);
  throw new CommandError(17276, `Use of undefined variable: ${name}`);
};

const compute = (expression: Document, document: unknown, variables: Variables): unknown => {
  checkOperator(expression);
  const operand = expression['$literal'];
  if ('$literal' in expression) return operand;
  try {
    const { NOW, ...rest } = variables;
    return evalExpr(toMingo(document), withNow(expression, NOW), {
      context,
      idKey: '_id',
      useStrictMode: true,
      scriptEnabled: false,
      processingMode: ProcessingMode.CLONE_OFF,
      failOnError: true,
      variables: toMingo(rest) as Record<string, unknown>,
    });
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(16554, `Failed to evaluate ${Object.keys(expression)[0]}: ${(error as Error).message}`);
  }
};

/** One `$$NOW` for the whole command, where mingo would read the clock for each document. */
const withNow = (expression: unknown, now: unknown): unknown => {
  if (expression === '$$NOW') return { $literal: now };
  if (Array.isArray(expression)) return expression.map((item) => withNow(item, now));
  if (!isDocument(expression)) return toMingo(expression);
  if ('$literal' in expression) return expression;
  return Object.fromEntries(Object.entries(expression).map(([name, item]) => [name, withNow(item, now)]));
};

const objectValue = (expression: Document, document: unknown, variables: Variables): Document => {
  const result: Document = {};
  for (const [name, part] of Object.entries(expression)) {
    const value = evaluateExpression(part, document, variables);
    if (value !== undefined) setField(result, name, value);
  }
  return result;
};

/** The value of an aggregation expression; undefined means missing. Field paths keep their BSON types, computed numbers are plain. */
export const evaluateExpression = (expression: unknown, document: unknown, variables: Variables = {}): unknown => {
  if (typeof expression === 'string' && expression.startsWith('$'))
    return expression.startsWith('$$')
      ? variableValue(expression, document, variables)
      : pathValue(document, expression.slice(1).split('.'));
  if (Array.isArray(expression)) return expression.map((item) => evaluateExpression(item, document, variables) ?? null);
  if (!isDocument(expression)) return expression;
  return isOperator(expression)
    ? compute(expression, document, variables)
    : objectValue(expression, document, variables);
};

/** Names a misspelt operator before the first document is read, also when there is none. */
export const checkExpression = (expression: unknown): void => {
  if (Array.isArray(expression)) expression.forEach(checkExpression);
  else if (isDocument(expression)) {
    if ('$literal' in expression) return;
    if (isOperator(expression)) checkOperator(expression);
    Object.values(expression).forEach(checkExpression);
  }
};
