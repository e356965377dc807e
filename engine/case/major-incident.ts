/** Many cases of one cause, bound to one parent whose answer answers them all (requirement C11). */
import type { Data } from '../executor.ts';

export type RelayedMessage = {
  readonly message: string;
  readonly correlationKey?: string;
  readonly data?: Data;
};

export type MajorIncident = {
  readonly declaredAt: Date;
  readonly declaredBy: string;
  readonly reason: string;
  /** What was relayed so far: a case bound later gets it as well. */
  readonly answers: readonly (RelayedMessage & { readonly at: Date })[];
};
