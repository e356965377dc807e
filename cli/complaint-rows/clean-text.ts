/** Mends text without losing a word of it: what is only noise goes, nothing else does. */

/** Zero-width spaces, direction marks and stray byte order marks: nobody sees them, but they make equal texts differ. */
const invisible = /[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** One line: control and invisible characters removed, runs of white space made one space, ends trimmed. */
export const cleanLine = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(/\s/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/ +/g, ' ')
    .trim();

/** Several lines: as `cleanLine`, but line breaks stay (as `\n`, at most one empty line in a row). */
export const cleanLines = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map(cleanLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
