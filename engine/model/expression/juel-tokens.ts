/** Cuts the inside of `${…}` into tokens. */
import { ExpressionError } from './expression-error.ts';

export type Token = {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'end';
  /** The text of a name or operator, the unescaped content of a string, the digits of a number. */
  readonly text: string;
  /** The word as written, also when it stands for an operator: `a.not` is a path. */
  readonly word?: string;
  readonly at: number;
};

/** Words that stand for operators, as in the Unified Expression Language. */
const WORD_OPERATORS: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  div: '/',
  mod: '%',
  empty: 'empty',
};

const PATTERN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<operator>&&|\|\||[=!<>]=|[-+*/%<>!?:.,[\]()]))/uy;

const unescape = (quoted: string): string => quoted.slice(1, -1).replace(/\\(.)/gs, '$1');

const tokenOf = (groups: Record<string, string | undefined>, at: number): Token => {
  if (groups['number'] !== undefined) return { kind: 'number', text: groups['number'], at };
  if (groups['string'] !== undefined) return { kind: 'string', text: unescape(groups['string']), at };
  const name = groups['name'];
  if (name === undefined) return { kind: 'operator', text: groups['operator']!, at };
  const operator = Object.hasOwn(WORD_OPERATORS, name) ? WORD_OPERATORS[name] : undefined;
  return operator === undefined
    ? { kind: 'name', text: name, word: name, at }
    : { kind: 'operator', text: operator, word: name, at };
};

/** Tokens of `source` between the offsets `from` and `to`, closed by an `end` token. */
export const tokensOf = (source: string, from: number, to: number): Token[] => {
  const text = source.slice(0, to).trimEnd();
  const tokens: Token[] = [];
  let at = from;
  while (at < text.length) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(text);
    if (match?.groups === undefined) {
      const bad = at + text.slice(at).search(/\S/);
      throw new ExpressionError(
        source,
        bad,
        `'${text[bad]}' is not known`,
        'paths, literals, arithmetic, comparisons, and, or, not, empty and ? : are allowed',
      );
    }
    tokens.push(tokenOf(match.groups, PATTERN.lastIndex - match[0].trimStart().length));
    at = PATTERN.lastIndex;
  }
  tokens.push({ kind: 'end', text: 'the end', at: to });
  return tokens;
};
