/**
 * What the desk keeps about people and their work plan, outside of any case: records with a revision, each changed by one
 * conditional write, every change an entry of the organisation's journal.
 */
import type { Actor } from '../case/actor.ts';

export type DeskRecord = {
  readonly id: string;
  /** 1, 2, 3 …; 0 is a record that does not exist yet. */
  readonly rev: number;
};

export type OrganisationEntryType =
  | 'PersonAdded'
  | 'PersonChanged'
  | 'PersonDeactivated'
  | 'ShiftsPlanned'
  | 'RosterChanged'
  | 'AbsenceRecorded'
  | 'AbsenceEnded'
  | 'WorkHandedOver'
  | 'HandoverOpened'
  | 'HandoverItemAdded'
  | 'HandoverItemAcknowledged'
  | 'HandoverClosed';

/** An entry before it got its place in the chain. */
export type NewOrganisationEntry = {
  /** `<kind>:<record>:<rev>`: the same change is chained once. */
  readonly id: string;
  readonly type: OrganisationEntryType;
  /** The record that changed. */
  readonly subject: string;
  /** Where in the organisation it belongs; who may read the entry follows from that. */
  readonly nodes: readonly string[];
  readonly at: Date;
  readonly actor: Pick<Actor, 'id' | 'kind'>;
  readonly command: string;
  readonly commandKey?: string;
  readonly commandDigest?: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

export type OrganisationEntry = NewOrganisationEntry & {
  /** 1, 2, 3 … without gaps over the whole organisation. */
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
};

export type Records<Item extends DeskRecord> = {
  find(id: string): Promise<Item | undefined>;
  /**
   * Makes a change true with one conditional write and sees to it that the entry reaches the journal.
   * `conflict`: the record is not at `expectedRev` (0: it exists already).
   */
  save(item: Item, expectedRev: number, entry: NewOrganisationEntry): Promise<'committed' | 'conflict'>;
};

export type OrganisationJournalFilter = {
  readonly subject?: string;
  readonly type?: OrganisationEntryType;
  /** Entries of these nodes only. */
  readonly nodes: readonly string[];
  /** Entries behind this sequence number. */
  readonly after: number;
  readonly limit: number;
};

export type OrganisationJournal = {
  /** The entry a keyed command of an actor left. */
  ofCommand(actorId: string, commandKey: string): Promise<NewOrganisationEntry | undefined>;
  /** In order. */
  list(filter: OrganisationJournalFilter): Promise<readonly OrganisationEntry[]>;
};
