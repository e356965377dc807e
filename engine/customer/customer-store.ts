/** Ports: where customer records are kept, and how the contacts of a customer and the texts of cases are found. */
import type { Case } from '../case/case.ts';
import type { CustomerRecord } from './customer-record.ts';

export type CustomerQuery =
  | { readonly customerId: string }
  /** Plain digits, see `plainPhone`. */
  | { readonly phone: string }
  | { readonly orderNumber: string };

export type CustomerStore = {
  /** Keeps a record unless a newer one is there; resolves to whether it was kept. */
  save(record: CustomerRecord): Promise<boolean>;
  find(query: CustomerQuery, limit: number): Promise<readonly CustomerRecord[]>;
};

/** Where a page of contacts ended: the latest contact comes first. */
export type ContactKey = { readonly receivedAt: Date; readonly caseId: string };

export type ContactPage = { readonly after?: ContactKey; readonly limit: number };

/** Found by index, latest contact first. `centres`: only cases of these; absent for all. */
export type ContactIndex = {
  /** Cases of a customer. `keys` as of `customerKeysOf`. */
  ofCustomer(
    by: { readonly keys: readonly string[]; readonly centres?: readonly string[]; readonly receivedFrom?: Date },
    page: ContactPage,
  ): Promise<readonly Case[]>;
  countOfCustomer(by: { readonly keys: readonly string[]; readonly centres?: readonly string[] }): Promise<number>;
  /** Cases received since a moment whose subject or description has at least one of the terms, those with rarer terms first. */
  sharingTerms(
    by: { readonly terms: readonly string[]; readonly centres: readonly string[]; readonly receivedFrom: Date },
    limit: number,
  ): Promise<readonly Case[]>;
  /** Cases that have all the terms. The customer's name and phone count only in `openCentres`. */
  search(by: TextQuery, page: ContactPage): Promise<readonly Case[]>;
  countFound(by: TextQuery): Promise<number>;
};

/** What narrows a search, all at once. */
export type ContactFilter = {
  readonly centre?: string;
  readonly category?: string;
  /** Received at or after, and before. */
  readonly receivedFrom?: Date;
  readonly receivedTo?: Date;
};

export type TextQuery = Omit<ContactFilter, 'centre'> & {
  readonly terms: readonly string[];
  /** Centres whose customers the asker may know. */
  readonly openCentres: readonly string[];
  /** Centres whose cases the asker sees without personal data. */
  readonly maskedCentres: readonly string[];
};
