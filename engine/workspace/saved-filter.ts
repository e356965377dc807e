/** A worklist filter somebody gave a name, for themselves or for everybody who holds one of their roles at the same node. */
import type { Actor } from '../case/actor.ts';
import { candidateKeysOf } from '../case/candidates.ts';
import type { CommandBase } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { WorklistQuery } from './worklist-query.ts';

export type SavedFilter = {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  /** Candidate keys (`role@node`) of those who see it, too; empty: only the owner. */
  readonly sharedWith: readonly string[];
  readonly query: WorklistQuery;
  readonly savedAt: Date;
};

export type SavedFilterStore = {
  /** A person's own filters and those shared with one of the keys, by name. */
  list(ownerId: string, keys: readonly string[]): Promise<readonly SavedFilter[]>;
  /** Adds a filter; the same id again changes nothing. */
  add(filter: SavedFilter): Promise<void>;
  /** Removes an owner's filter; false when they have none with this id. */
  remove(id: string, ownerId: string): Promise<boolean>;
};

export type FilterContext = { readonly savedFilters: SavedFilterStore; newId(): string };

/** Enough for anybody's tabs; more would be a list of its own. */
const mostFilters = 30;

export type SaveFilter = CommandBase & {
  readonly name: string;
  readonly query: WorklistQuery;
  readonly isShared: boolean;
};

export const listFilters = ({ savedFilters }: FilterContext, actor: Actor): Promise<readonly SavedFilter[]> =>
  savedFilters.list(actor.id, candidateKeysOf(actor));

/** Keeps a filter; a repeated key keeps it once. Refuses with `NOT_ALLOWED` beyond thirty filters of one's own. */
export const saveFilter = async (context: FilterContext, command: SaveFilter): Promise<SavedFilter> => {
  const { actor, at, key, name, query, isShared } = command;
  const own = (await listFilters(context, actor)).filter(({ ownerId }) => ownerId === actor.id);
  if (own.length >= mostFilters)
    throw new Refusal(
      'NOT_ALLOWED',
      `${actor.id} keeps ${own.length} filters; ${mostFilters} is the limit. Remove one that is not needed any more.`,
    );
  const filter: SavedFilter = {
    id: key === undefined ? context.newId() : `${actor.id}:${key}`,
    ownerId: actor.id,
    name,
    sharedWith: isShared ? candidateKeysOf(actor) : [],
    query,
    savedAt: at,
  };
  await context.savedFilters.add(filter);
  return filter;
};

/** Forgets a filter of one's own. Refuses with `FILTER_NOT_FOUND`, also for a filter that belongs to somebody else. */
export const removeFilter = async (
  { savedFilters }: FilterContext,
  { actor, filterId }: CommandBase & { readonly filterId: string },
): Promise<void> => {
  if (!(await savedFilters.remove(filterId, actor.id)))
    throw new Refusal('FILTER_NOT_FOUND', `${actor.id} has no filter '${filterId}'.`, { filterId });
};
