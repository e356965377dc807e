/** What a list of cases can be narrowed to, ordered by and counted by. */
import type { CaseStatus } from '../case/case.ts';

/** Every member narrows; all of them hold at once. */
export type CaseSelection = {
  readonly status?: CaseStatus;
  readonly tier?: string;
  readonly branch?: string;
  readonly category?: string;
  readonly severity?: string;
  readonly channel?: string;
  readonly customerClass?: string;
  /** Key of the case's own process. */
  readonly process?: string;
  /** Its version; only with `process`. */
  readonly version?: number;
  /** An element where a token of the case waits. */
  readonly activityId?: string;
  /** `<key>:<version>:<element>`: a token of any of its processes waits there. */
  readonly standsAt?: string;
  /** User id of somebody who holds one of its tasks. */
  readonly assignee?: string;
  readonly unassigned?: boolean;
  readonly breached?: boolean;
  readonly incident?: boolean;
  readonly suspended?: boolean;
  readonly paused?: boolean;
  /** A limit of it that runs counts by one of these calendars. */
  readonly calendars?: readonly string[];
  /** Due after this moment. */
  readonly dueAfter?: Date;
  /** Due at or before this moment. */
  readonly dueBefore?: Date;
  /** Not moved since this moment or longer. */
  readonly stuckBefore?: Date;
  readonly registeredFrom?: Date;
  /** Exclusive. */
  readonly registeredTo?: Date;
};

/** `newest` and `oldest` by number, `due` what is due next first, `stuck` what has not moved for the longest first. */
export const caseSorts = ['newest', 'oldest', 'due', 'stuck'] as const;
export type CaseSort = (typeof caseSorts)[number];

/** What cases can be counted by. */
export const caseGroupings = [
  'centre',
  'branch',
  'tier',
  'status',
  'category',
  'severity',
  'channel',
  'customerClass',
  'process',
] as const;
export type CaseGrouping = (typeof caseGroupings)[number];

/** Cases that share the values of the groupings; a value that a case does not have is absent. */
export type CaseCount = {
  readonly by: Partial<Record<CaseGrouping, string>>;
  readonly count: number;
  readonly overdue: number;
  readonly breached: number;
  readonly incidents: number;
  readonly unassigned: number;
  readonly suspended: number;
  readonly paused: number;
};

/** How many tokens and incidents there are at one element of a version. */
export type ElementCount = { readonly activityId: string; readonly tokens: number; readonly incidents: number };
