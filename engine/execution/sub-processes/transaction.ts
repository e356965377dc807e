/** Transactions (§13.3.4): a sub-process that a cancel end event undoes as a whole, see `compensation/cancel-transaction.ts`. */
import type { Behaviour } from '../draft.ts';
import { subProcess } from './sub-process.ts';

export const transaction: Behaviour = subProcess;
