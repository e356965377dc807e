/** Found cases with the places that match marked. */
import type { Case, Organisation } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';

/** UTF-16 offsets, the end excluded. */
type Range = { readonly start: number; readonly end: number };

export type Segment = { readonly text: string; readonly isHit: boolean };

/** The text in pieces that match and pieces that do not. */
export const segmentsOf = (text: string, ranges: readonly Range[]): Segment[] => {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end } of ranges.toSorted((left, right) => left.start - right.start)) {
    if (start > at) segments.push({ text: text.slice(at, start), isHit: false });
    if (end > Math.max(at, start)) segments.push({ text: text.slice(Math.max(at, start), end), isHit: true });
    at = Math.max(at, end);
  }
  if (at < text.length) segments.push({ text: text.slice(at), isHit: false });
  return segments;
};

/** Long descriptions are shown from a little before the first match. */
const shownBefore = 40;
const shownLength = 240;

const excerpt = (text: string, ranges: readonly Range[]): Segment[] => {
  const first = Math.max(0, (ranges[0]?.start ?? 0) - shownBefore);
  const end = Math.min(text.length, first + shownLength);
  const within = ranges
    .filter((range) => range.start >= first && range.end <= end)
    .map((range) => ({ start: range.start - first, end: range.end - first }));
  const segments = segmentsOf(text.slice(first, end), within);
  return [
    ...(first > 0 ? [{ text: '…', isHit: false }] : []),
    ...segments,
    ...(end < text.length ? [{ text: '…', isHit: false }] : []),
  ];
};

type Found = { readonly case: Case; readonly subject: readonly Range[]; readonly description: readonly Range[] };

export const foundCases = (
  found: readonly Found[],
  organisation: Organisation,
  locale: Locale,
): Record<string, unknown>[] =>
  found.map(({ case: { number, status, contact, tier }, subject, description }) => ({
    number,
    href: `/cases/${number}`,
    isOpen: status === 'open',
    status: codeName('caseStatus', status, locale),
    category: codeName('category', contact.category, locale),
    tier: tier === undefined ? undefined : codeName('tier', tier, locale),
    centre: centreName(organisation, contact.centre, locale),
    customer: contact.customer.name,
    receivedAt: contact.receivedAt,
    subject: segmentsOf(contact.subject, subject),
    description: excerpt(contact.description ?? '', description),
  }));
