import type { Actor } from '../case/actor.ts';
import { visibleNodes } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import type { CaseSort } from '../case-list/case-filter.ts';
import { caseListItem } from '../case-list/case-list-item.ts';
import { isWithin, type Organisation } from '../case/organisation.ts';
import { branchesOf } from '../case/sent-work.ts';
import { Refusal } from '../errors.ts';
import type { CaseFilter } from '../readers.ts';
import { maskFor, type ReadContext } from './view-case.ts';

export type ListCases = Omit<CaseFilter, 'centres' | 'everywhere' | 'sentTo'> & {
  /** Only this centre; default: every centre the actor sees. */
  readonly centre?: string;
};

export type CaseList = {
  readonly cases: readonly Case[];
  readonly total: number;
  /** Where the page ended when it was full: `after` of the next one, and `behind` when sorted by a moment. */
  readonly end?: { readonly after: string; readonly behind?: Date };
};

const endOf = (last: Case, sort: CaseSort | undefined): NonNullable<CaseList['end']> => {
  const { number: after, dueAt, stuckSince } = caseListItem(last);
  if (sort === 'due') return { after, behind: dueAt };
  return sort === 'stuck' ? { after, behind: stuckSince } : { after };
};

/** The part of the filter that follows from who asks. Refuses with `NOT_ALLOWED`. */
export const visiblePart = (
  organisation: Organisation,
  actor: Actor,
  centre: string | undefined,
): Pick<CaseFilter, 'centres' | 'everywhere' | 'sentTo' | 'centre'> => {
  const nodes = visibleNodes(actor);
  const all = [...organisation.values()].filter(({ kind }) => kind === 'centre');
  const visible = all.filter(({ id }) => nodes.some((node) => isWithin(organisation, id, node))).map(({ id }) => id);
  if (centre === undefined && visible.length === all.length) return { centres: visible, everywhere: true };
  const sentTo = branchesOf(actor, organisation);
  if (centre === undefined) return { centres: visible, ...(sentTo.length > 0 && { sentTo }) };
  if (visible.includes(centre)) return { centres: [centre] };
  if (sentTo.length > 0) return { centres: [], sentTo, centre };
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} may not list cases of '${centre}'; visible are ${visible.join(', ') || 'none'}.`,
    { centre, visible },
  );
};

/**
 * A page of the cases an actor may see, with the count of all; for a branch those that hold work sent to it. By what is due or
 * stuck only open cases are ordered. Each is masked for the actor. Refuses with `NOT_ALLOWED`.
 */
export const listCases = async (
  { readers, organisation }: Pick<ReadContext, 'readers' | 'organisation'>,
  actor: Actor,
  { centre, ...filter }: ListCases,
): Promise<CaseList> => {
  const { sort, status } = filter;
  const ofOpen = status === undefined && (sort === 'due' || sort === 'stuck') ? { status: 'open' as const } : {};
  const seen = { ...filter, ...ofOpen, ...visiblePart(organisation, actor, centre) };
  const [cases, total] = await Promise.all([readers.listCases(seen), readers.countCases(seen)]);
  const last = cases.length === filter.limit ? cases.at(-1) : undefined;
  return {
    cases: cases.map((current) => maskFor(actor, organisation, current)),
    total,
    ...(last && { end: endOf(last, sort) }),
  };
};
