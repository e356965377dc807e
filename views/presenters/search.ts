/** Found cases with the places that match marked. */
import type { Case, CustomerRecord, Organisation } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';
import { contactCategories } from './contact-form.ts';
import { contactLine, customerCard } from './customer-card.ts';

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

/** As in the address; `from` and `to` are local dates, both included. */
export type SearchQuery = {
  readonly q: string;
  readonly centre?: string;
  readonly category?: string;
  readonly from?: string;
  readonly to?: string;
};

type Around = {
  readonly organisation: Organisation;
  readonly reader: Reader;
  /** Centres whose cases the reader sees. */
  readonly centres: readonly string[];
};

type Choice = { readonly value: string; readonly label: string; readonly isCurrent: boolean };

const choicesOf = (
  values: readonly string[],
  current: string | undefined,
  nameOf: (value: string) => string,
): Choice[] => values.map((value) => ({ value, label: nameOf(value), isCurrent: value === current }));

const searchHref = (query: SearchQuery, after?: string): string => {
  const given = Object.entries({ ...query, after }).filter(([, value]) => value !== undefined) as [string, string][];
  return `/search?${new URLSearchParams(given).toString()}`;
};

const foundCase = ({ case: found, subject, description }: Found, around: Around): Record<string, unknown> => ({
  ...contactLine(found, around),
  customer: found.contact.customer.name,
  subject: segmentsOf(found.contact.subject, subject),
  description: excerpt(found.contact.description ?? '', description),
});

export const searchModel = (
  {
    query,
    found,
    total,
    customers,
    next,
  }: {
    readonly query: SearchQuery;
    readonly found: readonly Found[];
    readonly total: number;
    readonly customers: readonly CustomerRecord[];
    readonly next?: string;
  },
  around: Around,
): Record<string, unknown> => {
  const { organisation, reader, centres } = around;
  const { q, centre, category } = query;
  return {
    query,
    isAsked: q !== '',
    isNarrowed: Object.values(query).filter((value) => value !== undefined && value !== q).length > 0,
    clearHref: searchHref({ q }),
    total,
    found: found.map((one) => foundCase(one, around)),
    customers: customers.map((record) => customerCard(record, around)),
    hasCentres: centres.length > 1,
    centres: choicesOf(centres, centre, (id) => centreName(organisation, id, reader.locale)),
    categories: choicesOf(contactCategories, category, (code) => codeName('category', code, reader.locale)),
    ...(next !== undefined && { nextHref: searchHref(query, next) }),
  };
};
