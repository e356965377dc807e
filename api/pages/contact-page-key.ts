import Joi from 'joi';
import type { Case, ContactKey } from '../../engine/index.ts';
import { decodeKey, encodeKey } from '../page-key.ts';
import { EdgeRefusal } from '../problem.ts';

/** Where a page of contacts begins, as its address says it. */
export const afterSchema = Joi.string().max(300);

export const contactKeyOf = (after: string): ContactKey => {
  const [moment = '', caseId = ''] = decodeKey(after, 2);
  const receivedAt = new Date(moment);
  if (Number.isNaN(receivedAt.getTime())) throw new EdgeRefusal('INVALID_REQUEST', 'The page of contacts is unknown.');
  return { receivedAt, caseId };
};

/** The key of the page behind a full one; undefined at the end. */
export const nextContactKey = (cases: readonly Case[], limit: number): string | undefined => {
  const last = cases.length === limit ? cases.at(-1) : undefined;
  return last && encodeKey([last.contact.receivedAt.toISOString(), last.id]);
};
