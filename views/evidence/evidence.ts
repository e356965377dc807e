import type { Case, CaseVerification, LedgerEntry, ShownEntry } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';

/** One version of a process the case ran on. */
export type EvidenceDiagram = {
  /** `<key>:<version>`. */
  readonly ref: string;
  readonly name: string;
  readonly bpmn: string;
  readonly svg: string;
};

/** A file that belongs to the case, read when it is packed. */
export type EvidenceFile = {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  open(): NodeJS.ReadableStream;
};

/** Everything that proves a case, as its reader may see it. */
export type Evidence = {
  readonly current: Case;
  readonly entries: readonly ShownEntry[];
  readonly verification: CaseVerification;
  readonly anchors: readonly LedgerEntry[];
  readonly publicKeys: ReadonlyMap<string, string>;
  readonly diagrams: readonly EvidenceDiagram[];
  readonly files: readonly EvidenceFile[];
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Names of activities by id, for people. */
  nameOf(activityId: string): string;
};
