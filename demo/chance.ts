/** Chance that is the same on every run: a number drawn from a text, so that nothing has to be remembered. */

/** A number in [0, 1) that depends on nothing but the text (FNV-1a, then mixed). */
export const chanceOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};
