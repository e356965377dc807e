/** Finds words in free text, whatever their case. `bill` is that word only, `bill*` also `billing`; Chinese words are found anywhere. */

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A test for any of the words or phrases. */
export const compileKeywords = (keywords: readonly string[]): ((text: string) => boolean) => {
  const alternatives = keywords.map((keyword) => {
    const isPrefix = keyword.endsWith('*');
    const words = (isPrefix ? keyword.slice(0, -1) : keyword).trim().split(/\s+/).map(escape).join('\\s+');
    // Chinese is written without spaces, so there are no word boundaries to look for.
    if (/\p{Script=Han}/u.test(keyword)) return words;
    return `(?<![\\p{L}\\p{N}])${words}${isPrefix ? '' : '(?![\\p{L}\\p{N}])'}`;
  });
  const expression = new RegExp(alternatives.join('|'), 'iu');
  return (text) => expression.test(text);
};
