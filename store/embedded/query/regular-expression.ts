/** MongoDB's (PCRE) patterns as JavaScript's: the options i, m, s, x, u and a leading inline group such as `(?i)`. */
import { CommandError } from '../command-error.ts';

const withoutFreeSpacing = (source: string): string =>
  source.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*$/gms, (token) => (/^\s|^#/.test(token) ? '' : token));

export const toRegExp = (source: string, options: string): RegExp => {
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  const all = new Set(options + (inline?.[1] ?? ''));
  for (const option of all)
    if (!'imsxu'.includes(option)) throw new CommandError(51108, `invalid flag in regex options: ${option}`);
  const body = inline ? source.slice(inline[0].length) : source;
  const flags = ['i', 'm', 's'].filter((flag) => all.has(flag)).join('');
  const pattern = all.has('x') ? withoutFreeSpacing(body) : body;
  try {
    return new RegExp(pattern, `${flags}u`);
  } catch {
    // PCRE tolerates escapes that the u flag forbids.
  }
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new CommandError(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
};

/** What every match begins with: `^abc` without options → `abc`; undefined when the pattern is not anchored to plain text. */
export const literalPrefix = (source: string, options: string): string | undefined => {
  if (options !== '' || !source.startsWith('^') || source.includes('|')) return undefined;
  const plain = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])*)/.exec(source)![1]!;
  const quantified = /^[*+?{]/.test(source.slice(1 + plain.length));
  const text = plain.replace(/\\(.)/g, '$1');
  // A quantifier belongs to the last character, which may then be absent.
  const prefix = quantified ? text.replace(/.$/su, '') : text;
  return prefix === '' ? undefined : prefix;
};
