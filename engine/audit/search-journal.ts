/** The journals of all cases at once, as the actor may see them: who did what, when, to which datum. */
import type { Actor } from '../case/actor.ts';
import { visibleNodes } from '../case/authorisation.ts';
import type { JournalEntry, JournalEntryType } from '../case/journal.ts';
import { isWithin } from '../case/organisation.ts';
import { entriesAs, sightOf } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import type { ReadContext, ShownEntry } from '../queries/view-case.ts';

export type JournalFilter = {
  /** Centres whose cases' journals may be searched. */
  readonly centres: readonly string[];
  readonly actorId?: string;
  readonly type?: JournalEntryType;
  readonly command?: string;
  /** Name of a datum that was changed. */
  readonly datum?: string;
  /** Only what somebody had to give a reason for: overrides, looks at personal data. */
  readonly isReasoned?: true;
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
};

/** Where a page ended; the next begins with what is older. */
export type JournalKey = { readonly at: Date; readonly id: string };

export type FoundEntry<Entry extends JournalEntry = JournalEntry> = {
  readonly id: string;
  readonly centre: string;
  readonly caseNumber: string;
  readonly entry: Entry;
};

export type JournalSearch = {
  /** Newest first. */
  find(filter: JournalFilter, before: JournalKey | undefined, limit: number): Promise<readonly FoundEntry[]>;
  /** Counts up to `most`. */
  count(filter: JournalFilter, most: number): Promise<number>;
};

export type SearchJournal = Omit<JournalFilter, 'centres'> & {
  readonly centre?: string;
  readonly before?: JournalKey;
  readonly limit: number;
};

export type JournalSearchContext = Pick<ReadContext, 'readers' | 'organisation'> & {
  readonly journalSearch: JournalSearch;
};

/** Counting goes no further; more is shown as “more than”. */
export const mostCounted = 10_000;

const centresFor = (context: JournalSearchContext, actor: Actor, centre: string | undefined): string[] => {
  const nodes = visibleNodes(actor);
  const visible = [...context.organisation.values()]
    .filter(({ id, kind }) => kind === 'centre' && nodes.some((node) => isWithin(context.organisation, id, node)))
    .map(({ id }) => id);
  if (visible.length > 0 && (centre === undefined || visible.includes(centre)))
    return centre === undefined ? visible : [centre];
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} may not search the journals${centre === undefined ? '' : ` of '${centre}'`}; visible are ${visible.join(', ') || 'none'}.`,
    { centre, visible },
  );
};

/** The entries as the actor may see them; a case that is gone shows nothing. */
const shownAs = async (
  { readers, organisation }: JournalSearchContext,
  actor: Actor,
  found: readonly FoundEntry[],
): Promise<FoundEntry<ShownEntry>[]> => {
  const caseIds = [...new Set(found.map(({ entry }) => entry.caseId))];
  const cases = new Map(await Promise.all(caseIds.map(async (id) => [id, await readers.findCase(id)] as const)));
  return found.flatMap(({ entry, ...rest }) => {
    const current = cases.get(entry.caseId);
    const seen = current && sightOf(actor, organisation, current);
    return seen ? entriesAs(seen, [entry]).map((shown) => ({ ...rest, entry: shown })) : [];
  });
};

/** A page of entries, newest first, and how many there are up to {@link mostCounted}. Refuses with `NOT_ALLOWED`. */
export const searchJournal = async (
  context: JournalSearchContext,
  actor: Actor,
  { centre, before, limit, ...asked }: SearchJournal,
): Promise<{
  readonly found: readonly FoundEntry<ShownEntry>[];
  readonly total: number;
  readonly next?: JournalKey;
}> => {
  const filter = { ...asked, centres: centresFor(context, actor, centre) };
  const [found, total] = await Promise.all([
    context.journalSearch.find(filter, before, limit),
    context.journalSearch.count(filter, mostCounted),
  ]);
  const last = found.length < limit ? undefined : found.at(-1);
  return {
    found: await shownAs(context, actor, found),
    total,
    ...(last && { next: { at: last.entry.at, id: last.id } }),
  };
};

const exportPage = 500;

/** All of them, page by page, in the same order and with the same masking. */
export async function* eachFoundEntry(
  context: JournalSearchContext,
  actor: Actor,
  search: Omit<SearchJournal, 'before' | 'limit'>,
): AsyncGenerator<FoundEntry<ShownEntry>> {
  const { centre, ...asked } = search;
  const filter = { ...asked, centres: centresFor(context, actor, centre) };
  let before: JournalKey | undefined;
  for (;;) {
    const found: readonly FoundEntry[] = await context.journalSearch.find(filter, before, exportPage);
    yield* await shownAs(context, actor, found);
    const last = found.at(-1);
    if (!last || found.length < exportPage) return;
    before = { at: last.entry.at, id: last.id };
  }
}
