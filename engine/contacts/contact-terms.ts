/** What a case is found by; derived from the contact, which never changes. */
import type { Case } from '../case/case.ts';
import { plainPhone } from '../customer/customer-record.ts';
import { segmentsOf } from '../text/segments.ts';
import { termSetOf } from '../text/terms.ts';

/** Distinct terms kept per case: the beginning of a very long text stands for all of it. */
const mostTerms = 3000;

const single = (text: string): string[] =>
  segmentsOf(text).flatMap(({ kind, text: run }) => (kind === 'han' ? Array.from(run) : []));

const numberTerms = (number: string): string[] => {
  const digits = number.replaceAll(/\D/g, '');
  return [digits, digits.replace(/^0+/, '')].filter((term) => term !== '');
};

/** Terms of number, subject and description; single Han characters too, so that a query of one character finds something. */
export const matterTermsOf = ({ number, contact: { subject, description = '' } }: Case): string[] =>
  [
    ...new Set([
      ...numberTerms(number),
      ...termSetOf(subject),
      ...single(subject),
      ...termSetOf(description),
      ...single(description),
    ]),
  ].slice(0, mostTerms);

/** Terms of the customer's name and phone: the whole number, its last eight and its last four digits. */
export const personTermsOf = ({ contact: { customer } }: Case): string[] => {
  const { id, name = '', phone } = customer;
  const digits = phone === undefined ? '' : plainPhone(phone);
  const phoneTerms = digits.length < 5 ? [] : [digits, digits.slice(-8), digits.slice(-4)];
  return [...new Set([...termSetOf(name), ...single(name), ...phoneTerms, ...(id === undefined ? [] : termSetOf(id))])];
};
