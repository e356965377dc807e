/** What may be read, by pages and API alike; the store answers. Visibility is applied by `engine/queries`, never by callers. */
import type { Actor } from './case/actor.ts';
import type { CaseCount, CaseGrouping, CaseSelection, CaseSort, ElementCount } from './case-list/case-filter.ts';
import type { Case } from './case/case.ts';
import type { JournalEntry, JournalEntryType } from './case/journal.ts';
import type { OutgoingMessage } from './case/message.ts';
import type { StoredDeployment } from './ports.ts';
import type { HeldTasks, WorklistItem, WorklistPage } from './case/worklist-item.ts';

export type CaseFilter = CaseSelection & {
  /** Centres whose cases may be listed. */
  readonly centres: readonly string[];
  /** They are all there are: nothing needs to be looked up by centre. */
  readonly everywhere?: true;
  /** Branches and departments: cases with work sent to one of them are listed, too. */
  readonly sentTo?: readonly string[];
  /** Only cases of this centre. */
  readonly centre?: string;
  /** Default: newest number first. */
  readonly sort?: CaseSort;
  /** Case number of the last case of the page before. */
  readonly after?: string;
  /** Its due moment, or since when it has not moved, when sorted by that. */
  readonly behind?: Date;
  readonly limit: number;
};

/** What a case that is over left behind, as far as it can happen again from it. */
export type CaseRecord = Pick<Case, 'id' | 'number' | 'contact' | 'registeredAt'> & {
  /** Of the named types, in order; without their hashes. */
  readonly entries: readonly Pick<JournalEntry, RecordedMember>[];
};

export type RecordedMember =
  'caseId' | 'type' | 'at' | 'taskId' | 'workId' | 'activityId' | 'command' | 'details' | 'happened' | 'rev';

export type Readers = {
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** A case by id or by number. */
  findCase(idOrNumber: string): Promise<Case | undefined>;
  /** A page of the cases that fit, in the order asked for. */
  listCases(filter: CaseFilter): Promise<readonly Case[]>;
  /** Ids of the cases that fit, newest number first. */
  selectCases(filter: Omit<CaseFilter, 'after' | 'limit'>, limit: number): Promise<readonly string[]>;
  countCases(filter: Omit<CaseFilter, 'after' | 'limit'>): Promise<number>;
  /** The cases that fit in groups, with how many of each are overdue at `now`, breached, stopped … */
  countCasesBy(
    filter: Omit<CaseFilter, 'after' | 'limit'>,
    groupings: readonly CaseGrouping[],
    now: Date,
  ): Promise<readonly CaseCount[]>;
  /** Tokens and incidents per element of `<key>:<version>`. */
  countElements(
    seen: Pick<CaseFilter, 'centres' | 'everywhere' | 'sentTo' | 'centre'>,
    ref: string,
  ): Promise<readonly ElementCount[]>;
  /** Open tasks an actor holds or may claim, most urgent first. */
  worklist(actor: Actor, page: WorklistPage): Promise<readonly WorklistItem[]>;
  /** How many tasks a scope and filter hold, counted up to `most`. */
  countTasks(actor: Actor, page: Pick<WorklistPage, 'scope' | 'filter'>, most: number): Promise<number>;
  /** Who holds open tasks of these centres, and how many; most first. */
  countHeldTasks(centres: readonly string[], now: Date): Promise<readonly HeldTasks[]>;
  countWorklist(actor: Actor): Promise<{ readonly mine: number; readonly group: number }>;
  /** Entries of a case behind a sequence number, in order. */
  journal(caseId: string, after: number, limit: number): Promise<readonly JournalEntry[]>;
  /** Cases with the entries of some types of their journals, many at once, in the order of the ids; unknown ids are left out. */
  caseRecords(ids: readonly string[], types: readonly JournalEntryType[]): Promise<readonly CaseRecord[]>;
  /** Deployments without their files, newest first, behind a sequence number. */
  deployments(before: number | undefined, limit: number): Promise<readonly Omit<StoredDeployment, 'files'>[]>;
  deployment(id: string): Promise<StoredDeployment | undefined>;
  /** Deployments that hold a version of a process, without their files, newest first, behind a sequence number. */
  deploymentsOf(
    key: string,
    before: number | undefined,
    limit: number,
  ): Promise<readonly Omit<StoredDeployment, 'files'>[]>;
  /** Every process key there is, in order, with the deployment that holds its newest version. */
  newestDeployments(): Promise<
    readonly { readonly key: string; readonly deployment: Omit<StoredDeployment, 'files'> }[]
  >;
  /** Delivered messages for an actor and the roles they hold, newest first. */
  messages(actor: Actor, limit: number): Promise<readonly OutgoingMessage[]>;
};
