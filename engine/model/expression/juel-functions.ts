/** Everything that can be called inside `${…}`; any other call is refused when the model is deployed. */
import type { Data } from '../../data.ts';
import { isEmpty } from './juel-operators.ts';

type Call = { readonly arity: number; readonly run: (target: unknown, argument: unknown) => unknown };

const isText = (value: unknown): value is string => typeof value === 'string';
const lengthOf = (value: unknown): number => {
  if (isText(value) || Array.isArray(value)) return value.length;
  return value !== null && typeof value === 'object' ? Object.keys(value).length : 0;
};

/** `target.name(argument)`. */
export const METHODS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['size', { arity: 0, run: lengthOf }],
  ['length', { arity: 0, run: lengthOf }],
  ['isEmpty', { arity: 0, run: isEmpty }],
  ['equals', { arity: 1, run: (target, other) => JSON.stringify(target ?? null) === JSON.stringify(other ?? null) }],
  [
    'contains',
    {
      arity: 1,
      run: (target, part) =>
        Array.isArray(target) ? target.includes(part) : isText(target) && isText(part) && target.includes(part),
    },
  ],
  ['startsWith', { arity: 1, run: (target, part) => isText(target) && isText(part) && target.startsWith(part) }],
  ['endsWith', { arity: 1, run: (target, part) => isText(target) && isText(part) && target.endsWith(part) }],
  ['toLowerCase', { arity: 0, run: (target) => (isText(target) ? target.toLowerCase() : null) }],
  ['toUpperCase', { arity: 0, run: (target) => (isText(target) ? target.toUpperCase() : null) }],
  ['toString', { arity: 0, run: (target) => (isText(target) ? target : JSON.stringify(target ?? null)) }],
]);

/** `execution.getVariable('x')` and its sister, as Camunda 7 models write them. */
export const EXECUTION_METHODS: ReadonlyMap<string, (scope: Data, name: unknown) => unknown> = new Map([
  ['getVariable', (scope: Data, name: unknown) => (isText(name) && Object.hasOwn(scope, name) ? scope[name] : null)],
  ['hasVariable', (scope: Data, name: unknown) => isText(name) && Object.hasOwn(scope, name)],
]);

/** `name()`. */
export const FUNCTIONS: ReadonlyMap<string, (moment: Date) => unknown> = new Map([
  ['now', (moment: Date) => moment.toISOString()],
  ['today', (moment: Date) => moment.toISOString().slice(0, 10)],
]);

export const CALLABLE = [
  ...[...FUNCTIONS.keys()].map((name) => `${name}()`),
  ...[...METHODS.keys()].map((name) => `.${name}()`),
  ...[...EXECUTION_METHODS.keys()].map((name) => `execution.${name}()`),
].join(', ');
