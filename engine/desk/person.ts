/** People of the organisation: what they may do follows from their roles, what is given to them from their skills. */
import type { RoleHolding } from '../case/actor.ts';
import type { DeskRecord, NewOrganisationEntry } from './desk-record.ts';

export type Person = DeskRecord & {
  /** What they sign in with; never changes. */
  readonly name: string;
  readonly roles: readonly RoleHolding[];
  /** Free words such as `broadband` or `tibetan`; tasks name those they need. */
  readonly skills: readonly string[];
  /** Somebody who has left can no longer sign in and gets no work; what they did keeps their name. */
  readonly isActive: boolean;
};

export type PersonFilter = {
  /** Somebody who holds a role at one of these nodes. */
  readonly nodes: readonly string[];
  readonly role?: string;
  readonly skill?: string;
  readonly isActive?: boolean;
  /** Part of id or name. */
  readonly text?: string;
  /** Id of the last person of the page before. */
  readonly after?: string;
  readonly limit: number;
};

export type People = {
  find(id: string): Promise<Person | undefined>;
  /** As `Records.save`; a password hash goes with it when the password is set, into neither person nor journal. */
  save(
    person: Person,
    expectedRev: number,
    entry: NewOrganisationEntry,
    passwordHash?: string,
  ): Promise<'committed' | 'conflict'>;
  /** By id. */
  list(filter: PersonFilter): Promise<readonly Person[]>;
  count(filter: Omit<PersonFilter, 'after' | 'limit'>): Promise<number>;
};
