import type { Locale } from '../locale.ts';
import { textsOf } from '../texts.ts';

/** Codes with names under `code.<kind>.<code>`. */
export type CodeKind =
  | 'category'
  | 'severity'
  | 'tier'
  | 'channel'
  | 'class'
  | 'caseStatus'
  | 'taskStatus'
  | 'role'
  | 'process'
  | 'productStatus'
  | 'topic';

/** A code in the reader's language; one that a process made up stays as it is. */
export const codeName = (kind: CodeKind, code: string, locale: Locale): string =>
  textsOf(locale)[`code.${kind}.${code}`] ?? code;
