/**
 * Expressions of a model: `=feel`, and the `${…}` paths and comparisons that Camunda 7 models use.
 * Nothing here can call into JavaScript: what the small grammar does not know is an error.
 */
import { evaluate as evaluateFeel } from 'feelin';

export type Scope = Readonly<Record<string, unknown>>;
export type Compiled = (scope: Scope) => unknown;

/** A value as attribute text: nothing for null, JSON for objects. */
export const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

type Token = { readonly kind: 'number' | 'string' | 'name' | 'operator'; readonly text: string };

const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?)|'([^']*)'|"([^"]*)"|([\p{L}_$][\p{L}\p{N}_$]*)|(&&|\|\||[=!<>]=|[<>!()[\].]))/uy;

const words: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

const tokenize = (source: string): Token[] => {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < source.trimEnd().length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) throw new Error(`Expression '${source}' cannot be read at '${source.slice(start)}'.`);
    const [, number, single, double, name, operator] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (single !== undefined || double !== undefined) tokens.push({ kind: 'string', text: (single ?? double)! });
    else if (name !== undefined && words[name]) tokens.push({ kind: 'operator', text: words[name] });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'operator', text: operator! });
  }
  return tokens;
};

const member = (value: unknown, key: unknown): unknown =>
  value !== null && typeof value === 'object' && Object.hasOwn(value, asText(key))
    ? (value as Record<string, unknown>)[asText(key)]
    : undefined;

const same = (left: unknown, right: unknown): boolean =>
  (left ?? null) === (right ?? null) ||
  (typeof left !== typeof right && left != null && right != null && asText(left) === asText(right));

const before = (left: unknown, right: unknown): boolean =>
  left != null && right != null && (left as number) < (right as number);

const binary: Readonly<Record<string, { power: number; apply: (left: Compiled, right: Compiled) => Compiled }>> = {
  '||': { power: 1, apply: (left, right) => (scope) => Boolean(left(scope)) || Boolean(right(scope)) },
  '&&': { power: 2, apply: (left, right) => (scope) => Boolean(left(scope)) && Boolean(right(scope)) },
  '==': { power: 3, apply: (left, right) => (scope) => same(left(scope), right(scope)) },
  '!=': { power: 3, apply: (left, right) => (scope) => !same(left(scope), right(scope)) },
  '<': { power: 4, apply: (left, right) => (scope) => before(left(scope), right(scope)) },
  '>': { power: 4, apply: (left, right) => (scope) => before(right(scope), left(scope)) },
  '<=': {
    power: 4,
    apply: (left, right) => (scope) => {
      const [a, b] = [left(scope), right(scope)];
      return before(a, b) || (a != null && same(a, b));
    },
  },
  '>=': {
    power: 4,
    apply: (left, right) => (scope) => {
      const [a, b] = [left(scope), right(scope)];
      return before(b, a) || (a != null && same(a, b));
    },
  },
};

const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

const parse = (source: string): Compiled => {
  const tokens = tokenize(source);
  let position = 0;
  const isNext = (text: string): boolean => tokens[position]?.kind === 'operator' && tokens[position]?.text === text;
  const fail = (): never => {
    throw new Error(`Expression '${source}' cannot be read at '${tokens[position]?.text ?? 'its end'}'.`);
  };
  const expect = (text: string): void => {
    if (!isNext(text)) fail();
    position += 1;
  };
  const primary = (): Compiled => {
    const token = tokens[position] ?? fail();
    position += 1;
    if (token.kind === 'number') return () => Number(token.text);
    if (token.kind === 'string') return () => token.text;
    if (token.text === '(' && token.kind === 'operator') {
      const inner = expression(0);
      expect(')');
      return inner;
    }
    if (token.text === '!') {
      const inner = path();
      return (scope) => !inner(scope);
    }
    if (token.kind !== 'name') return fail();
    if (token.text === 'empty' && tokens[position]?.kind === 'name') {
      const inner = path();
      return (scope) => {
        const value = inner(scope);
        return value == null || value === '' || (Array.isArray(value) && value.length === 0);
      };
    }
    return Object.hasOwn(constants, token.text) ? () => constants[token.text] : (scope) => member(scope, token.text);
  };
  const path = (): Compiled => {
    let value = primary();
    for (;;) {
      const owner = value;
      if (isNext('.')) {
        const name = tokens[position + 1];
        position += 2;
        if (name?.kind !== 'name') fail();
        value = (scope) => member(owner(scope), name!.text);
      } else if (isNext('[')) {
        position += 1;
        const key = expression(0);
        expect(']');
        value = (scope) => member(owner(scope), key(scope));
      } else return value;
    }
  };
  const expression = (power: number): Compiled => {
    let left = path();
    for (;;) {
      const operator = tokens[position]?.kind === 'operator' ? binary[tokens[position]!.text] : undefined;
      if (!operator || operator.power <= power) return left;
      position += 1;
      left = operator.apply(left, expression(operator.power));
    }
  };
  const result = expression(0);
  if (position < tokens.length) fail();
  return result;
};

const interpolation = /[$#]\{([^}]*)\}/g;

/** Compiles attribute text: `=feel`, one `${…}` (keeps its type), text around `${…}`, or the text itself. */
export const compileExpression = (source: string, language?: string): Compiled => {
  const text = source.trim();
  if (language?.toLowerCase().includes('feel') || text.startsWith('=')) {
    const feel = text.replace(/^=/, '');
    return (scope) => (evaluateFeel(feel, { ...scope }) as { value: unknown }).value;
  }
  const whole = /^[$#]\{([^}]*)\}$/.exec(text);
  if (whole) return parse(whole[1]!);
  if (!/[$#]\{/.test(text)) return () => source;
  const parts: Compiled[] = [];
  let end = 0;
  for (const match of text.matchAll(interpolation)) {
    const literal = text.slice(end, match.index);
    const value = parse(match[1]!);
    parts.push(
      () => literal,
      (scope) => asText(value(scope)),
    );
    end = match.index + match[0].length;
  }
  const tail = text.slice(end);
  return (scope) => parts.map((part) => asText(part(scope))).join('') + tail;
};
