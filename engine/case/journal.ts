/**
 * The journal of a case: everything that changed, in order, chained by hashes so that no entry can be
 * altered or removed unnoticed. The only source for timelines, statistics and proof.
 */
import type { Data, Happening } from '../executor.ts';
import type { Actor } from './actor.ts';

export type JournalEntryType =
  | 'CaseRegistered'
  | 'ProcessAdvanced'
  | 'ProcessCalled'
  | 'ProcessStarted'
  | 'TaskCreated'
  | 'TaskClaimed'
  | 'TaskReleased'
  | 'TaskCompleted'
  | 'TaskCancelled'
  | 'TaskEscalated'
  | 'SlaReminded'
  | 'SlaBreached'
  | 'OverdueReported'
  | 'ClockPaused'
  | 'ClockResumed'
  | 'TargetExtended'
  | 'TargetsRecalculated'
  | 'FirstResponseGiven'
  | 'AttachmentAdded'
  | 'AttachmentRemoved'
  | 'WorkRequested'
  | 'WorkCompleted'
  | 'WorkCancelled'
  | 'WorkFailed'
  | 'WorkRetried'
  | 'MessageQueued'
  | 'IncidentRaised'
  | 'IncidentRetried'
  | 'TaskReassigned'
  | 'TaskDelegated'
  | 'TaskPriorityChanged'
  | 'TaskSentBack'
  | 'EscalationRequested'
  | 'SendBackRequested'
  | 'CaseSuspended'
  | 'CaseResumed'
  | 'NoteAdded'
  | 'DataChanged'
  | 'TokensModified'
  | 'CaseMigrated'
  | 'CaseTerminated'
  | 'RepeatContactRecognised'
  | 'CaseLinked'
  | 'CaseUnlinked'
  | 'LinkConfirmed'
  | 'LinkRefused'
  | 'LinkEnded'
  | 'CasesMerged'
  | 'MergeUndone'
  | 'CaseSplit'
  | 'CaseReopened'
  | 'MajorIncidentDeclared'
  | 'CaseBound'
  | 'CaseReleased'
  | 'MessageRelayed'
  | 'RelayReceived'
  | 'CaseClosed'
  | 'TaskHandedOver'
  | 'TaskAssigned'
  | 'PersonalDataUnmasked';

/** What a command wants recorded; sequence, moment, actor and hash are added when the change is sealed. */
export type NewEntry = {
  readonly type: JournalEntryType;
  readonly taskId?: string;
  /** The piece of outside work it speaks of. */
  readonly workId?: string;
  readonly activityId?: string;
  /** Why it happened when nobody asked for it: the boundary event or timer behind it. */
  readonly cause?: string;
  readonly reason?: string;
  /** BPMN terms, for `ProcessAdvanced`. */
  readonly happened?: readonly Happening[];
  readonly details?: Data;
};

export type JournalEntry = NewEntry & {
  readonly caseId: string;
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  readonly at: Date;
  readonly actor: Pick<Actor, 'id' | 'kind'>;
  readonly command: string;
  /** The caller's idempotency key and what it was used for, on the entries of a keyed command. */
  readonly commandKey?: string;
  readonly commandDigest?: string;
  /** Revision of the case this entry belongs to. */
  readonly rev: number;
  /** SHA-256 over the canonical JSON of the entry without `hash`, chained by `previousHash`. */
  readonly previousHash: string;
  readonly hash: string;
};

export type JournalHead = { readonly sequence: number; readonly hash: string };

/** SHA-256 of a text as lower-case hex; supplied from outside the engine. */
export type Digest = (text: string) => string;

export const emptyJournal: JournalHead = { sequence: 0, hash: '' };

/** JSON with sorted keys, no white space, moments as ISO 8601: equal data gives equal text (after RFC 8785). */
export const canonicalJson = (value: unknown): string => {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null);
};

/** The hash an entry must carry. */
export const entryHash = (entry: Omit<JournalEntry, 'hash'>, digest: Digest): string => digest(canonicalJson(entry));

/** Finds the first entry that does not follow from the one before it; `undefined` when the chain is whole. */
export const brokenLink = (entries: readonly JournalEntry[], digest: Digest): JournalEntry | undefined => {
  let head = emptyJournal;
  for (const entry of entries) {
    const { hash, ...content } = entry;
    const follows = entry.sequence === head.sequence + 1 && entry.previousHash === head.hash;
    if (!follows || entryHash(content, digest) !== hash) return entry;
    head = { sequence: entry.sequence, hash };
  }
  return undefined;
};
