/** Who looked at personal data, and why (requirement O3): kept apart from the cases, only ever added to. */
export type Access = {
  /** Unique; pages of the log go on behind it. */
  readonly id: string;
  readonly at: Date;
  readonly userId: string;
  /** The case whose customer was seen; absent when it was a customer's card. */
  readonly caseId?: string;
  readonly caseNumber?: string;
  /** The customer whose card was seen. */
  readonly customerId?: string;
  /** Where the case or the customer belongs; the province for customers of no centre. */
  readonly centre: string;
  /** `viewed`: by somebody whose role needs it; `unmasked`: by somebody else, for the reason given. */
  readonly kind: 'viewed' | 'unmasked';
  readonly reason?: string;
};

export type AccessFilter = {
  readonly caseId?: string;
  readonly customerId?: string;
  readonly userId?: string;
  readonly kind?: Access['kind'];
  /** Accesses of cases of these centres; absent: of all. */
  readonly centres?: readonly string[];
  /** Where the page before ended. */
  readonly before?: { readonly at: Date; readonly id: string };
  readonly limit: number;
};

export type AccessLog = {
  /** Notes that a person saw a case or a customer's card in full; repeated looks within an hour are one. */
  noteView(view: Omit<Access, 'id' | 'kind' | 'reason'>): Promise<void>;
  /** Notes an unmasking; the same `id` again changes nothing. */
  noteUnmasking(access: Omit<Access, 'kind'> & { readonly reason: string }): Promise<void>;
  /** Newest first. */
  list(filter: AccessFilter): Promise<readonly Access[]>;
  count(filter: Omit<AccessFilter, 'before' | 'limit'>): Promise<number>;
};
