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

/** What somebody wrote: a note, an answer. */
const detailOf = ({ details, taskId }: JournalEntry, { reader, schemaOf, t }: TimelineAround): string | undefined => {
  const { text, data } = (details ?? {}) as { text?: unknown; data?: Record<string, unknown> };
  if (typeof text === 'string') return text;
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

/** What goes to a tier and not to a person. */
const tierMoves: ReadonlySet<string> = new Set(['TaskEscalated', 'TaskSentBack']);

/** Who a task was given to, by id. */
export const receiverIn = ({ type, details = {} }: Pick<JournalEntry, 'type' | 'details'>): string | undefined => {
  if (!type.startsWith('Task')) return undefined;
  const after = details['after'] as { assignee?: unknown } | undefined;
  return textIn(after?.assignee ?? details['to'] ?? details['for'] ?? details['assignee']);
};

/** What it is about: an outside system, a linked case, a step of the process. */
const aboutOf = (entry: JournalEntry, { reader: { locale }, nameOf }: TimelineAround): string | undefined => {
  const { type, activityId, details = {} } = entry;
  const topic = textIn(details['topic']);
  if (type.startsWith('Work') && topic !== undefined) return codeName('topic', topic, locale);
  const name = activityId === undefined ? undefined : nameOf(activityId);
  return name === undefined ? textIn(details['caseNumber']) : localName(name, locale);
};

const toneOf = (type: string): TimelineLine['tone'] => {
  if (type === 'NoteAdded') return 'note';
  if (bad.has(type)) return 'bad';
  return good.has(type) ? 'good' : 'plain';
};

export const timelineOf = (entries: readonly JournalEntry[], around: TimelineAround): TimelineLine[] => {
  const { reader, t, personOf } = around;
  return entries
    .filter(({ type }) => !quiet.has(type))
    .map((entry): TimelineLine => {
      const about = aboutOf(entry, around);
      const whom = receiverIn(entry);
      const receiver = whom !== undefined && tierMoves.has(entry.type) ? codeName('tier', whom, reader.locale) : whom;
      const detail = detailOf(entry, around);
      const what = [entryName(entry.type, reader.locale), ...(about === undefined ? [] : [about])].join(
        t('case.colon'),
      );
      return {
        sequence: entry.sequence,
        at: entry.at,
        what: receiver === undefined ? what : `${what} → ${personOf(receiver)}`,
        who: entry.actor.kind === 'user' ? personOf(entry.actor.id) : t(`case.actor.${entry.actor.kind}`),
        isNote: entry.type === 'NoteAdded',
        tone: toneOf(entry.type),
        ...(detail !== undefined && { detail }),
        ...(entry.reason !== undefined && { reason: entry.reason }),
      };
    })
    .toSorted((left, right) => right.sequence - left.sequence);
};
