/** What one row of a file becomes: everything needed to register a complaint. */
import type { Contact, Data } from '../../engine/index.ts';

/** The engine's contact; the subject has at most 200 characters here, and the source pair makes a second import find the first. */
export type ComplaintInput = Contact & {
  readonly definitionKey: 'complaint';
  readonly source: { readonly system: string; readonly key: string };
  readonly data?: Data;
};
