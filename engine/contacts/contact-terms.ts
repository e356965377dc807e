/**
 * What a case is found by; derived from the contact, which never changes. What would name the customer, also where it stands in
 * the text, is kept apart: only who may know the customer finds the case by it (requirement O3).
 */
import type { Case } from '../case/case.ts';
import { maskFrom } from '../case/mask-data.ts';
import { plainPhone } from '../customer/customer-record.ts';
import { segmentsOf } from '../text/segments.ts';
import { termSetOf } from '../text/terms.ts';

/** Distinct terms kept per case: the beginning of a very long text stands for all of it. */
const mostTerms = 3000;

/** Single Han characters too, so that a query of one character finds something. */
const findableTerms = (text: string): string[] => [
  ...termSetOf(text),
  ...segmentsOf(text).flatMap(({ kind, text: run }) => (kind === 'han' ? Array.from(run) : [])),
];

const numberTerms = (number: string): string[] => {
  const digits = number.replaceAll(/\D/g, '');
  return [digits, digits.replace(/^0+/, '')].filter((term) => term !== '');
};

/** Terms of number, subject and description, without the customer. */
export const matterTermsOf = ({ number, contact }: Case): string[] => {
  const { subject, description = '' } = maskFrom(contact.customer)({
    subject: contact.subject,
    description: contact.description,
  });
  return [...new Set([...numberTerms(number), ...findableTerms(subject), ...findableTerms(description)])].slice(
    0,
    mostTerms,
  );
};

/** Terms of the customer's name and phone (the whole number, its last eight and its last four digits), and of the text where it names them. */
export const personTermsOf = (current: Case): string[] => {
  const { customer, subject, description = '' } = current.contact;
  const digits = customer.phone === undefined ? '' : plainPhone(customer.phone);
  const said = [customer.name, customer.id, subject, description].filter((text) => text !== undefined);
  const terms = [
    ...(digits.length < 5 ? [] : [digits, digits.slice(-8), digits.slice(-4)]),
    ...said.flatMap(findableTerms),
  ];
  const anyone = new Set(matterTermsOf(current));
  return [...new Set(terms)].filter((term) => !anyone.has(term)).slice(0, mostTerms);
};
