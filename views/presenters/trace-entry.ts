/** One entry of a case's journal, folded and unfolded: what it says in words, what changed, and what holds it in the chain. */
import type { ShownEntry } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import {
  changedData,
  changedDetails,
  datumName,
  datumValue,
  shownChange,
  type DatumChange,
  type ShownChange,
} from './datum.ts';
import type { ElementNames } from './element-names.ts';
import { actorName, entryTypeName, toneOf, type Tone } from './entry-words.ts';
import { happeningWords } from './happening-words.ts';

export type TraceEntry = {
  readonly sequence: number;
  readonly at: Date;
  readonly what: string;
  readonly tone: Tone;
  /** How the process moved inside. */
  readonly isMachinery: boolean;
  readonly who: string;
  readonly activity?: string;
  readonly reason?: string;
  readonly cause?: string;
  /** What somebody wrote. */
  readonly text?: string;
  readonly changes: readonly ShownChange[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly happenings: readonly string[];
  readonly command: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly isMasked: boolean;
};

/** Details that are told elsewhere, or are ids nobody reads. */
const told: ReadonlySet<string> = new Set([
  'before',
  'after',
  'from',
  'to',
  'data',
  'text',
  'runId',
  'taskId',
  'activityId',
  'definition',
  'instructions',
  'mapping',
  'targets',
  'number',
]);

/** What somebody gave beside what it replaced, which the step that followed knows. */
const givenData = ({ rev, details = {}, happened }: ShownEntry, all: readonly ShownEntry[]): DatumChange[] => {
  const { data } = details;
  if (happened || data === null || typeof data !== 'object') return [];
  const steps = all.filter((other) => other.rev === rev).flatMap(changedData);
  return Object.entries(data).map(([name, after]) => {
    const step = steps.find((one) => one.name === name);
    return { name, before: step?.before, after };
  });
};

const refOf = (definition: unknown): string | undefined => {
  const { key, version } = (definition ?? {}) as { key?: unknown; version?: unknown };
  return typeof key === 'string' && typeof version === 'number' ? `${key}:${version}` : undefined;
};

/** The versions a run was moved between. */
const versionsOf = ({ from, to }: Readonly<Record<string, unknown>>): DatumChange[] => {
  const [before, after] = [refOf(from), refOf(to)];
  return before === undefined && after === undefined ? [] : [{ name: 'version', before, after }];
};

export const traceEntry =
  (all: readonly ShownEntry[], names: ElementNames, reader: Reader, t: Translate) =>
  (entry: ShownEntry): TraceEntry => {
    const { details = {}, happened = [], activityId, reason, cause } = entry;
    const changes = [...changedData(entry), ...givenData(entry, all), ...changedDetails(entry), ...versionsOf(details)];
    const activity = activityId === undefined ? undefined : names.nameOf(activityId);
    return {
      sequence: entry.sequence,
      at: entry.at,
      what: entryTypeName(entry.type, reader.locale),
      tone: toneOf(entry),
      isMachinery: entry.type === 'ProcessAdvanced',
      who: actorName(entry.actor, t),
      changes: changes.map(shownChange(reader, t)),
      facts: Object.entries(details)
        .filter(([name, value]) => !told.has(name) && value !== undefined && value !== null)
        .map(([name, value]) => ({ label: datumName(name, reader), value: datumValue(value, reader, t) })),
      happenings: happeningWords(happened, { names, reader, t }),
      command: entry.command,
      hash: entry.hash,
      previousHash: entry.previousHash,
      isMasked: entry.isMasked === true,
      ...(activity !== undefined && { activity }),
      ...(reason !== undefined && { reason }),
      ...(cause !== undefined && { cause: names.nameOf(cause) ?? cause }),
      ...(typeof details['text'] === 'string' && { text: details['text'] }),
    };
  };
