/** Something that must reach people after the commit. Effects are data: the outbox delivers them, at least once, keyed by id. */
export type OutgoingMessage = {
  /** `<caseId>:<journal sequence>`: delivering the same id twice is one delivery. */
  readonly id: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly at: Date;
  /** `role@node` keys, `user:<id>`, or `customer`. */
  readonly to: readonly string[];
  readonly template: string;
  readonly data: { readonly [name: string]: unknown };
};
