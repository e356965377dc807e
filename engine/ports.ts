/** What the engine needs from outside, supplied by `server.ts`. Nothing here knows a database, a clock or HTTP. */
import type { CalendarBook } from './calendar/calendar-book.ts';
import type { Case, Change } from './case/case.ts';
import type { Digest, JournalEntry } from './case/journal.ts';
import type { ContactIndex, CustomerStore } from './customer/customer-store.ts';
import type { Organisation } from './case/organisation.ts';
import type { Staff } from './case/staff.ts';
import type { Definition, DeploymentFile } from './definition.ts';
import type { Executor } from './executor.ts';

/** A definition together with what versioning knows of it. */
export type DeployedDefinition = {
  readonly definition: Definition;
  /** 1, 2, 3 … per key. */
  readonly version: number;
};

/** A process of a deployment and the version it got. */
export type DefinitionVersion = {
  /** `<key>:<version>`, unique over all deployments. */
  readonly ref: string;
  readonly key: string;
  readonly version: number;
  readonly name?: string;
  readonly versionTag?: string;
  readonly isExecutable: boolean;
};

export type StoredDeployment = {
  readonly id: string;
  /** 1, 2, 3 … over all deployments; later ones hold later versions. */
  readonly sequence: number;
  readonly name: string;
  readonly files: readonly DeploymentFile[];
  /** Over the files; the same files are not deployed twice in a row. */
  readonly contentHash: string;
  readonly deployedAt: Date;
  readonly deployedBy: string;
  readonly definitions: readonly DefinitionVersion[];
};

export type CommitOutcome = 'committed' | 'conflict' | 'duplicate';

export type CaseStore = {
  load(caseId: string): Promise<Case | undefined>;
  /**
   * Makes a change true with one conditional single-document write.
   * `expectedRev` is the revision the change was decided on, `'new'` for a case that must not exist yet.
   * `conflict`: another change came first. `duplicate`: a new case whose source or registration key is taken.
   */
  commit(change: Change, expectedRev: number | 'new', registrationKey?: string): Promise<CommitOutcome>;
  /** The case registered under an idempotency key or for a source, if any. */
  findRegistered(by: {
    registrationKey?: string;
    source?: { readonly system: string; readonly key: string };
  }): Promise<Case | undefined>;
  /** Entries a keyed command left on a case, in order; empty when the key is new there. */
  entriesOfCommand(caseId: string, commandKey: string): Promise<readonly JournalEntry[]>;
  /** A fresh human case number. */
  nextNumber(): Promise<string>;
};

export type DefinitionStore = {
  /** A definition by its id (`<deploymentId>/<key>`). */
  byId(id: string): Promise<DeployedDefinition | undefined>;
  /** The newest version of a key. */
  latest(key: string): Promise<DeployedDefinition | undefined>;
  byVersion(key: string, version: number): Promise<DeployedDefinition | undefined>;
  /** The newest version of a key that bears the tag. */
  byVersionTag(key: string, versionTag: string): Promise<DeployedDefinition | undefined>;
  /** All processes deployed together. */
  ofDeployment(deploymentId: string): Promise<readonly DeployedDefinition[]>;
  /** The newest deployment of a name. */
  latestDeployment(name: string): Promise<StoredDeployment | undefined>;
  /** Whether a name was ever deployed with this content. */
  wasDeployed(name: string, contentHash: string): Promise<boolean>;
  /** Stores a deployment in one write and gives each of its processes the next version of its key. */
  save(
    deployment: Omit<StoredDeployment, 'sequence' | 'definitions'>,
    processes: readonly Omit<DefinitionVersion, 'ref' | 'version'>[],
  ): Promise<StoredDeployment>;
};

/** Everything a command may use. */
export type Context = {
  readonly cases: CaseStore;
  readonly definitions: DefinitionStore;
  readonly customers: CustomerStore;
  readonly contacts: ContactIndex;
  /** Runs new executions. */
  readonly executor: Executor;
  /** By name: an execution goes on with the executor that began it. */
  readonly executors: ReadonlyMap<string, Executor>;
  /** By whose working time timers may count; one that names no calendar here becomes an incident. */
  readonly calendars: CalendarBook;
  readonly organisation: Organisation;
  /** Who can be given work; absent where nobody is known by name. */
  readonly staff?: Staff;
  readonly digest: Digest;
  /** A fresh id for a case or a deployment: letters, digits, `-` and `_` only. */
  newId(): string;
};
