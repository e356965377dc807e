/**
 * The terms a text is found and compared by: pairs of neighbouring Han characters, because Chinese leaves no spaces between
 * words, and stemmed lower-case words of other scripts. Full-width and half-width forms are the same.
 */
import { segmentsOf, type Segment } from './segments.ts';
import { stem } from './stem.ts';

export type Term = { readonly text: string; readonly start: number; readonly end: number };

const stopWords = new Set(
  'a an the and or but if of to in on at by for from with without is are was were be been am it its this that these those i my me we our you your he she his her they their not no so as has have had do does did can could will would still since please'.split(
    ' ',
  ),
);

const pairsOf = ({ text, start }: Segment): Term[] => {
  const characters = Array.from(text);
  if (characters.length === 1) return [{ text, start, end: start + text.length }];
  let at = start;
  return characters.slice(1).map((second, index) => {
    const first = characters[index]!;
    const pair = { text: first + second, start: at, end: at + first.length + second.length };
    at += first.length;
    return pair;
  });
};

const wordOf = ({ text, start, end }: Segment): Term[] => {
  const word = text.normalize('NFKC').toLowerCase();
  const isNoise = stopWords.has(word) || (word.length === 1 && /[a-z]/.test(word));
  return isNoise ? [] : [{ text: stem(word), start, end }];
};

/** Every term of a text in order, with its place in the original. A Han character that stands alone is a term. */
export const termsOf = (text: string): Term[] =>
  segmentsOf(text).flatMap((segment) => (segment.kind === 'han' ? pairsOf(segment) : wordOf(segment)));

/** The distinct terms of a text. */
export const termSetOf = (text: string): Set<string> => new Set(termsOf(text).map((term) => term.text));
