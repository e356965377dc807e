/** Where a text matches the terms of a query, so that pages can mark it. */
import { termsOf } from './terms.ts';

/** UTF-16 offsets, end exclusive. */
export type Range = { readonly start: number; readonly end: number };

/** Matching places in order; overlapping and touching ones are one. */
export const highlightsOf = (text: string, terms: ReadonlySet<string>): Range[] => {
  const ranges: { start: number; end: number }[] = [];
  for (const { text: term, start, end } of termsOf(text)) {
    const characters = Array.from(term);
    // A single Han character of the query is found inside any pair.
    const single = characters.length === 2 ? characters.findIndex((character) => terms.has(character)) : -1;
    if (!terms.has(term) && single < 0) continue;
    const from = terms.has(term) || single === 0 ? start : start + characters[0]!.length;
    const to = terms.has(term) || single === 1 ? end : start + characters[0]!.length;
    const last = ranges.at(-1);
    if (last && from <= last.end) last.end = Math.max(last.end, to);
    else ranges.push({ start: from, end: to });
  }
  return ranges;
};
