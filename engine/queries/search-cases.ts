/** Full-text search over the cases an actor may see, Chinese and English. */
import type { Actor } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import type { ContactFilter, ContactPage } from '../customer/customer-store.ts';
import { highlightsOf, type Range } from '../text/highlight.ts';
import { termSetOf } from '../text/terms.ts';
import type { CustomerContext } from './view-customers.ts';
import { maskFor } from './view-case.ts';
import { visibleCentres } from './visible-centres.ts';

export type FoundCase = {
  readonly case: Case;
  /** Where the query matches, as UTF-16 offsets. */
  readonly subject: readonly Range[];
  readonly description: readonly Range[];
};

export type CaseSearch = {
  readonly found: readonly FoundCase[];
  readonly total: number;
  /** What was looked for; empty when the query says nothing a case could be found by. */
  readonly terms: readonly string[];
};

/** More terms than this narrow nothing down any more. */
const mostTerms = 32;

/**
 * Cases that have every term of the query in number, subject or description, or in the customer's name and phone where the
 * actor may know them; the latest contact first.
 */
export const searchCases = async (
  { contacts, organisation }: Pick<CustomerContext, 'contacts' | 'organisation'>,
  actor: Actor,
  query: string,
  page: ContactPage,
  { centre, ...narrowed }: ContactFilter = {},
): Promise<CaseSearch> => {
  const terms = [...termSetOf(query)].slice(0, mostTerms);
  const visible = visibleCentres(actor, organisation);
  const within = (centres: readonly string[]): readonly string[] =>
    centre === undefined ? centres : centres.filter((id) => id === centre);
  const [open, masked] = [within(visible.open), within(visible.masked)];
  if (terms.length === 0 || open.length + masked.length === 0) return { found: [], total: 0, terms };
  const by = { ...narrowed, terms, openCentres: open, maskedCentres: masked };
  const [cases, total] = await Promise.all([contacts.search(by, page), contacts.countFound(by)]);
  const wanted = new Set(terms);
  return {
    found: cases
      .map((current) => maskFor(actor, organisation, current))
      .map((shown) => ({
        case: shown,
        subject: highlightsOf(shown.contact.subject, wanted),
        description: highlightsOf(shown.contact.description ?? '', wanted),
      })),
    total,
    terms,
  };
};
