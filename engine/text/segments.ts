/** Cuts text into runs of Han characters and words of other scripts, with their places in the original (UTF-16 units). */
export type Segment = {
  readonly kind: 'han' | 'word';
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

const pattern = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const han = /^\p{Script=Han}/u;

export const segmentsOf = (text: string): Segment[] =>
  [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    kind: han.test(found) ? 'han' : 'word',
    text: found,
    start: index,
    end: index + found.length,
  }));
