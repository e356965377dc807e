/** Entries of journals in words: what happened, who did it, how it is to be looked at. */
import type { JournalEntry } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { textsOf, type Translate } from '../texts.ts';

/** `taskClaimed` becomes `task claimed` while a newer kind of entry has no words yet. */
const spelledOut = (type: string): string => type.replaceAll(/(?<!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export const entryTypeName = (type: string, locale: Locale): string =>
  textsOf(locale)[`entry.${type}`] ?? spelledOut(type);

/** Every kind of entry that has words, in the order of their names. */
export const entryTypes = (locale: Locale): { readonly value: string; readonly label: string }[] =>
  Object.entries(textsOf(locale))
    .filter(([key]) => key.startsWith('entry.'))
    .map(([key, label]) => ({ value: key.slice('entry.'.length), label }))
    .toSorted((left, right) => left.label.localeCompare(right.label, locale));

export const actorName = ({ id, kind }: JournalEntry['actor'], t: Translate): string =>
  kind === 'user' ? id : t(`audit.actor.${kind}`);

export type Tone = 'plain' | 'bad' | 'warn' | 'good' | 'accent' | 'hold';

const tones: Readonly<Partial<Record<JournalEntry['type'], Tone>>> = {
  SlaBreached: 'bad',
  OverdueReported: 'bad',
  IncidentRaised: 'bad',
  WorkFailed: 'bad',
  CaseTerminated: 'bad',
  SlaReminded: 'warn',
  TaskEscalated: 'warn',
  TaskCompleted: 'good',
  CaseClosed: 'good',
  ClockPaused: 'hold',
  ClockResumed: 'hold',
  TargetsRecalculated: 'hold',
  CaseSuspended: 'hold',
  CaseResumed: 'hold',
  PersonalDataUnmasked: 'accent',
};

/** Somebody stepped in where there is a reason. */
export const toneOf = ({ type, reason }: Pick<JournalEntry, 'type' | 'reason'>): Tone =>
  tones[type] ?? (reason === undefined ? 'plain' : 'accent');
