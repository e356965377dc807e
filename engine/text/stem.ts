/** Brings the common English endings together, so that "lines disconnected" finds "line disconnecting". Nothing clever. */
const undouble = (stem: string): string => (/([bdfgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem);

const hasVowel = (text: string): boolean => /[aeiouy]/.test(text);

const withoutPlural = (word: string): string => {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.endsWith('sses')) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
};

const withoutEnding = (word: string): string => {
  for (const ending of ['ing', 'ed']) {
    const rest = word.slice(0, -ending.length);
    if (word.endsWith(ending) && rest.length >= 3 && hasVowel(rest)) return undouble(rest);
  }
  return word.length > 7 && /[ts]ion$/.test(word) ? word.slice(0, -3) : word;
};

/** The stem of a lower-case word; short words and those with digits or other letters stay as they are. */
export const stem = (word: string): string => {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const shorter = withoutEnding(withoutPlural(word));
  return shorter.length > 4 && shorter.endsWith('e') ? shorter.slice(0, -1) : shorter;
};
