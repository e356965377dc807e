/** Unary tests, the cells of a decision table's inputs: `> 5`, `[1..3], 7`, `not("a", "b")`, `contains(?, "x")`, `-`. */
import { parseUnaryTests } from 'feelin';
import type { Data } from '../../data.ts';
import { checkSyntax, compileFeel } from '../expression/feel.ts';

/** Whether an input value satisfies the cell. */
export type UnaryTest = (input: unknown, scope: Data, moment: Date) => boolean;

type Node = ReturnType<typeof parseUnaryTests>['topNode'];

/** Stands for `?` inside compiled tests; no model uses such a name. */
const INPUT = '_inputValue';

const LITERALS = new Set(['StringLiteral', 'NumericLiteral', 'BooleanLiteral']);

const anything: UnaryTest = () => true;

const withInputName = (text: string, node: Node): { readonly text: string; readonly mentionsInput: boolean } => {
  const places: number[] = [];
  node.cursor().iterate((inner) => {
    if (inner.name === '?') places.push(inner.from - node.from);
  });
  const replaced = places.reduceRight((done, at) => `${done.slice(0, at)}${INPUT}${done.slice(at + 1)}`, text);
  return { text: replaced, mentionsInput: places.length > 0 };
};

const compileOne = (node: Node, source: string, declared: readonly string[]): UnaryTest => {
  const text = source.slice(node.from, node.to);
  const kind = node.firstChild?.name ?? '';
  if (text === 'null') return (input) => input === null;
  if (LITERALS.has(kind)) {
    const literal = compileFeel(text);
    return (input, _scope, moment) => input === literal({}, moment);
  }
  const named = withInputName(text, node);
  if (named.mentionsInput) {
    const holds = compileFeel(named.text, declared);
    return (input, scope, moment) => holds({ ...scope, [INPUT]: input }, moment) === true;
  }
  const isIn = compileFeel(`${INPUT} in (${text})`, declared);
  const contains: UnaryTest = (input, scope, moment) => isIn({ ...scope, [INPUT]: input }, moment) === true;
  if (kind === 'SimplePositiveUnaryTest') return contains;
  // an expression over other data is a test by itself when it says true or false of an input that is neither
  const holds = compileFeel(text, declared);
  return (input, scope, moment) =>
    contains(input, scope, moment) || (typeof input !== 'boolean' && holds(scope, moment) === true);
};

/** Throws `ExpressionError` when the cell cannot be read. */
export const compileUnaryTest = (cell: string, declared: readonly string[] = []): UnaryTest => {
  const source = cell.trim();
  if (source === '' || source === '-') return anything;
  const tree = parseUnaryTests(source, Object.fromEntries(declared.map((name) => [name, null])), 'camunda');
  checkSyntax(tree, source);
  const list = tree.topNode.getChild('PositiveUnaryTests');
  if (list === null) return anything;
  const tests = list.getChildren('PositiveUnaryTest').map((node) => compileOne(node, source, declared));
  const [only] = tests;
  const some: UnaryTest =
    tests.length === 1 && only !== undefined
      ? only
      : (input, scope, moment) => tests.some((test) => test(input, scope, moment));
  const isNegated = tree.topNode.firstChild?.name === 'not';
  return isNegated ? (input, scope, moment) => !some(input, scope, moment) : some;
};
