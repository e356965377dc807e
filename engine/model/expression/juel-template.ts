/** Text with `${…}` or `#{…}` in it. One placeholder alone keeps its value's type; among other text it becomes text. */
import type { Data } from '../../data.ts';
import { ExpressionError } from './expression-error.ts';
import { parseJuel, type JuelProgram } from './juel-parser.ts';

type Segment = string | JuelProgram;

export const isTemplate = (text: string): boolean => /[$#]\{/.test(text);

/** Offset of the brace that closes the placeholder opened before `start`; braces inside quotes don't count. */
const closingBrace = (text: string, start: number): number => {
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}') return at;
  }
  throw new ExpressionError(text, start - 2, `'${text.slice(start - 2, start)}' is not closed`, "end it with '}'");
};

const segmentsOf = (text: string): Segment[] => {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(/[$#]\{/g)) {
    if (match.index < from) continue;
    if (match.index > from) segments.push(text.slice(from, match.index));
    const end = closingBrace(text, match.index + 2);
    segments.push(parseJuel(text, match.index + 2, end));
    from = end + 1;
  }
  if (from < text.length) segments.push(text.slice(from));
  return segments;
};

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export const compileTemplate = (text: string): ((scope: Data, moment: Date) => unknown) => {
  const segments = segmentsOf(text);
  const [only] = segments;
  if (segments.length === 1 && typeof only === 'function') return (scope, moment) => only(scope, moment) ?? null;
  return (scope, moment) =>
    segments.map((segment) => (typeof segment === 'string' ? segment : asText(segment(scope, moment)))).join('');
};
