/**
 * The only door to feelin. Its `evaluate` parses the text each time (200–300 µs), so an expression is wrapped once into
 * a FEEL function over its free variables; calling that function costs a few microseconds.
 */
import { date, dateAndTime, evaluate, FeelFunction, parseExpression } from 'feelin';
import type { Data } from '../../data.ts';
import { ExpressionError } from './expression-error.ts';

/** Evaluates to FEEL's own values (dates, ranges, functions …), for callers that hand them on to other FEEL. */
export type FeelProgram = (scope: Data, moment: Date) => unknown;

type Tree = ReturnType<typeof parseExpression>;

/** Allows `` `a-b` `` for names that are no FEEL names. */
const DIALECT = 'camunda';

/** Functions whose result depends on when they are asked; they answer for the moment of the step. */
const MOMENT_FUNCTIONS = new Set(['now', 'today']);

/** Throws `ExpressionError` where the grammar had to give up. */
export const checkSyntax = (tree: Tree, source: string): void => {
  tree.iterate({
    enter: ({ type, name, from, to }) => {
      if (name === 'NumericLiteral' && /e/i.test(source.slice(from, to)))
        // feelin reads 1e3 as 1
        throw new ExpressionError(
          source,
          from,
          `FEEL has no exponents as in '${source.slice(from, to)}'`,
          'write the number out',
        );
      if (!type.isError) return;
      const found = source.slice(from, Math.max(to, from + 1)).trim();
      const problem = found === '' ? 'The FEEL expression is incomplete' : `FEEL does not expect '${found}'`;
      throw new ExpressionError(source, from, problem, 'a FEEL expression is allowed, such as =amount > 100');
    },
  });
};

/** Names the expression reads from its scope: variables, and of the functions those that are not built in. */
const freeVariables = (tree: Tree, source: string, functions: ReadonlySet<string>): string[] => {
  const names = new Set<string>();
  tree.iterate({
    enter: ({ name, from, to, node }) => {
      if (name !== 'VariableName') return;
      const variable = source.slice(from, to).replaceAll('`', '').replace(/\s+/g, ' ');
      const isCalled = node.parent?.name === 'FunctionInvocation' && node.parent.from === from;
      // an assignment to `__proto__` would change the prototype of feelin's context instead of naming a variable
      if (variable !== '__proto__' && (!isCalled || functions.has(variable))) names.add(variable);
    },
  });
  return [...names];
};

const momentFunction = (name: string, moment: Date): FeelFunction => {
  const iso = moment.toISOString();
  return new FeelFunction(() => (name === 'now' ? dateAndTime(iso) : date(iso.slice(0, 10))), []);
};

const argument = (name: string, scope: Data, moment: Date): unknown => {
  if (Object.hasOwn(scope, name)) return scope[name] ?? null;
  // undefined lets feelin fall back to a built-in of that name
  return MOMENT_FUNCTIONS.has(name) ? momentFunction(name, moment) : undefined;
};

const bind = (source: string, names: readonly string[]): FeelProgram => {
  // the line break ends a comment at the end of the source
  const { value, warnings } = evaluate(`function(${names.join(', ')}) (${source}\n)`, {}, DIALECT);
  if (!(value instanceof FeelFunction)) throw new TypeError(`feelin made no function of '${source}'.`);
  return (scope, moment) => {
    try {
      const result: unknown = value.invoke(names.map((name) => argument(name, scope, moment)));
      return result ?? null;
    } catch {
      // FEEL has no exceptions: what feelin cannot compute (recursion without end, a number beyond its range) is null
      return null;
    } finally {
      // feelin keeps the warnings of every call in the list it made for the first
      warnings.length = 0;
    }
  };
};

const compileUnknown = (source: string, declared: readonly string[]): FeelProgram => {
  const context = Object.fromEntries(declared.map((name) => [name, null]));
  const tree = parseExpression(source, context, DIALECT);
  checkSyntax(tree, source);
  const names = freeVariables(tree, source, new Set([...MOMENT_FUNCTIONS, ...declared]));
  // built at the first evaluation: a deployment checks hundreds of expressions of which a case meets a handful
  let program: FeelProgram | undefined;
  return (scope, moment) => (program ??= bind(source, names))(scope, moment);
};

/**
 * Programs by their text. A deployment compiles each expression when it is checked and again when it is first run, and a
 * new version repeats most of the one before; programs hold no state, so one serves all.
 */
const known = new Map<string, FeelProgram>();
const MOST_KNOWN = 5000;
const LONGEST_KNOWN = 2000;

/**
 * Compiles one FEEL expression. `declared` names values with blanks, which the grammar could not guess alone, and functions
 * that the scope will supply.
 * Throws `ExpressionError` for a syntax error; evaluating never throws (FEEL's answer to nonsense is null).
 */
export const compileFeel = (source: string, declared: readonly string[] = []): FeelProgram => {
  const key = [source, ...declared].join('\n');
  const program = known.get(key) ?? compileUnknown(source, declared);
  if (key.length > LONGEST_KNOWN) return program;
  known.delete(key);
  known.set(key, program);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  return program;
};
