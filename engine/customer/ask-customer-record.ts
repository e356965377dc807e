/**
 * Asks the customer record system ("97") for a caller whose record is not kept here, or was fetched long ago (requirement I1). It is
 * asked in the background: its outage keeps nobody from registering a contact.
 */
import { askForWork } from '../commands/request-work.ts';
import type { CommandBase } from '../commands/change-case.ts';
import type { WorkContext } from '../commands/held-work.ts';
import { present } from '../present.ts';
import { plainPhone, type CustomerRecord } from './customer-record.ts';

export type AskCustomerRecord = Pick<CommandBase, 'actor' | 'at'> & {
  /** Whose workers may answer, for instance the centre that asks. */
  readonly node: string;
  readonly phone?: string;
  readonly orderNumber?: string;
};

/** `answered`: the record is kept here by now; `unknown`: the system knows no such customer. */
export type RecordRequest = 'asking' | 'answered' | 'unknown' | 'failed';

const HOUR = 60 * 60 * 1000;
const freshMs = 24 * HOUR;
/** Shorter numbers are still being typed. */
const fewestDigits = 7;

export const isFreshRecord = ({ fetchedAt }: Pick<CustomerRecord, 'fetchedAt'>, at: Date): boolean =>
  at.getTime() - fetchedAt.getTime() < freshMs;

/**
 * Asks once an hour for each number; asking again tells how far it has come. Nothing is asked for without a number. Refuses
 * with `NOT_ALLOWED`.
 */
export const askCustomerRecord = async (
  context: WorkContext,
  { actor, at, node, phone, orderNumber }: AskCustomerRecord,
): Promise<RecordRequest | undefined> => {
  const digits = phone === undefined ? '' : plainPhone(phone);
  const data =
    digits.length >= fewestDigits
      ? { phone: digits }
      : orderNumber === undefined
        ? undefined
        : present({ orderNumber });
  if (data === undefined) return undefined;
  const key = `${digits.length >= fewestDigits ? digits : `order:${orderNumber}`}:${Math.floor(at.getTime() / HOUR)}`;
  const { status, result } = await askForWork(context, { actor, at, topic: 'customer-record', key, data, node });
  if (status === 'waiting') return 'asking';
  if (status !== 'completed') return 'failed';
  return result?.['recordFound'] === false ? 'unknown' : 'answered';
};
