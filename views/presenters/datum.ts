/** Data of a case as people read them: names, values, and what became of them. */
import type { JournalEntry } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { shortMoment } from '../moments.ts';
import { textsOf, type Translate } from '../texts.ts';
import { codeName, type CodeKind } from './code-name.ts';

/** What is read: a change of one datum; absent `before` or `after` when there was or is none. */
export type DatumChange = { readonly name: string; readonly before?: unknown; readonly after?: unknown };

export type ShownChange = {
  readonly name: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
};

const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A name in words where we know them, else as the process has it. */
export const datumName = (name: string, { locale }: Reader): string => textsOf(locale)[`datum.${name}`] ?? name;

/** Names of data that have words, for suggestions. */
export const knownData = ({ locale }: Reader): { readonly value: string; readonly label: string }[] =>
  Object.entries(textsOf(locale))
    .filter(([key]) => key.startsWith('datum.'))
    .map(([key, label]) => ({ value: key.slice('datum.'.length), label }));

export const datumValue = (value: unknown, reader: Reader, t: Translate): string => {
  if (value === undefined || value === null || value === '') return '–';
  if (value instanceof Date) return shortMoment(value, reader.timeZone);
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'string')
    return momentPattern.test(value) && !Number.isNaN(Date.parse(value))
      ? shortMoment(new Date(value), reader.timeZone)
      : value;
  return typeof value === 'number' ? String(value) : JSON.stringify(value, undefined, 1);
};

/** What a step of a process did to the data, in order. */
export const changedData = ({ happened = [] }: Pick<JournalEntry, 'happened'>): DatumChange[] =>
  happened.flatMap((happening) =>
    happening.type === 'dataChanged'
      ? [{ name: happening.name, before: happening.before, after: happening.after }]
      : [],
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);

/** Details that hold what was before beside what is now: `before` with `after` or with the rest, or `from` with `to`. */
export const changedDetails = ({ details = {} }: Pick<JournalEntry, 'details'>): DatumChange[] => {
  const { before, after, from, to, ...rest } = details;
  if (isRecord(from) || isRecord(to)) return [];
  const now = isRecord(after) ? after : rest;
  const parts = isRecord(before)
    ? [...new Set([...Object.keys(before), ...(isRecord(after) ? Object.keys(after) : [])])].map((name) => ({
        name,
        before: before[name],
        after: now[name],
      }))
    : [];
  const isPlain = ('before' in details || 'after' in details) && !isRecord(before) && !isRecord(after);
  return [
    ...parts.filter((part) => JSON.stringify(part.before) !== JSON.stringify(part.after)),
    ...(isPlain ? [{ name: 'value', before, after }] : []),
    ...('from' in details && 'to' in details ? [{ name: 'moved', before: from, after: to }] : []),
  ];
};

const codeKinds: Readonly<Record<string, CodeKind>> = {
  tier: 'tier',
  firstTier: 'tier',
  moved: 'tier',
  severity: 'severity',
  category: 'category',
  channel: 'channel',
  customerClass: 'class',
  status: 'taskStatus',
};

export const shownChange = (reader: Reader, t: Translate): ((change: DatumChange) => ShownChange) => {
  const valueOf = (name: string, value: unknown): string => {
    const kind = codeKinds[name];
    return kind !== undefined && typeof value === 'string' && value !== ''
      ? codeName(kind, value, reader.locale)
      : datumValue(value, reader, t);
  };
  return ({ name, before, after }) => ({
    name,
    label: datumName(name, reader),
    before: valueOf(name, before),
    after: valueOf(name, after),
  });
};
