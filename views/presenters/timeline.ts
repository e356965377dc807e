/** The journal of a case as a timeline people read: what happened, who did it, in their words. */
import type { JournalEntry } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import type { Reader } from '../reader.ts';
import { textsOf, type Translate } from '../texts.ts';
import { codeName } from './code-name.ts';
import { datumName } from './datum.ts';
import { formAnswers } from './form-answers.ts';
import { localName } from './local-name.ts';

export type TimelineLine = {
  readonly sequence: number;
  readonly at: Date;
  readonly what: string;
  readonly who: string;
  readonly detail?: string;
  readonly reason?: string;
  readonly isNote: boolean;
  readonly tone: 'plain' | 'bad' | 'good' | 'note';
};

/** Steps of the machinery, which only auditors follow. */
const quiet: ReadonlySet<string> = new Set(['ProcessAdvanced', 'MessageQueued', 'LinkConfirmed']);
const bad: ReadonlySet<string> = new Set([
  'SlaBreached',
  'TaskEscalated',
  'IncidentRaised',
  'OverdueReported',
  'WorkFailed',
]);
const good: ReadonlySet<string> = new Set(['TaskCompleted', 'CaseClosed']);

/** `taskClaimed` becomes `task claimed` when a newer entry has no words yet. */
const spelledOut = (type: string): string => type.replaceAll(/(?<!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export const entryName = (type: string, locale: Locale): string =>
  textsOf(locale)[`journal.${type}`] ?? spelledOut(type);

const textIn = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

export type TimelineAround = {
  readonly reader: Reader;
  readonly t: Translate;
  readonly nameOf: (activityId: string) => string | undefined;
  readonly personOf: (id: string) => string;
  /** The form of a completed task, in the reader's language. */
  readonly schemaOf: (taskId: string) => unknown;
};

/** What somebody wrote: a note, an answer; and which other system is meant. */
const detailOf = (
  { details, taskId, type }: JournalEntry,
  { reader, schemaOf, t }: TimelineAround,
): string | undefined => {
  const { text, data, topic } = (details ?? {}) as { text?: unknown; data?: Record<string, unknown>; topic?: unknown };
  if (typeof text === 'string') return text;
  if (typeof topic === 'string' && type.startsWith('Work')) return codeName('topic', topic, reader.locale);
  if (typeof data !== 'object' || data === null) return undefined;
  const schema = taskId === undefined ? undefined : schemaOf(taskId);
  const answers = schema === undefined ? [] : formAnswers(schema, data);
  const lines = answers.map(({ label, value }) => `${label}${t('case.colon')}${value}`);
  if (lines.length > 0) return lines.join('\n');
  const others = Object.entries(data).flatMap(([name, value]) => {
    const words = textIn(value);
    return words === undefined ? [] : [`${datumName(name, reader)}${t('case.colon')}${words}`];
  });
  return others.length > 0 ? others.join('\n') : undefined;
};

const toneOf = (type: string): TimelineLine['tone'] => {
  if (type === 'NoteAdded') return 'note';
  if (bad.has(type)) return 'bad';
  return good.has(type) ? 'good' : 'plain';
};

export const timelineOf = (entries: readonly JournalEntry[], around: TimelineAround): TimelineLine[] => {
  const { reader, t, nameOf, personOf } = around;
  const { locale } = reader;
  return entries
    .filter(({ type }) => !quiet.has(type))
    .map((entry): TimelineLine => {
      const name = entry.activityId === undefined ? undefined : nameOf(entry.activityId);
      const detail = detailOf(entry, around);
      return {
        sequence: entry.sequence,
        at: entry.at,
        what:
          name === undefined
            ? entryName(entry.type, locale)
            : `${entryName(entry.type, locale)}${t('case.colon')}${localName(name, locale)}`,
        who: entry.actor.kind === 'user' ? personOf(entry.actor.id) : t(`case.actor.${entry.actor.kind}`),
        isNote: entry.type === 'NoteAdded',
        tone: toneOf(entry.type),
        ...(detail !== undefined && { detail }),
        ...(entry.reason !== undefined && { reason: entry.reason }),
      };
    })
    .toSorted((left, right) => right.sequence - left.sequence);
};
