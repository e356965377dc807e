import type { Actor } from '../case/actor.ts';
import { needsToSeePersonalData, visibleNodes } from '../case/authorisation.ts';
import { isWithin, type Organisation } from '../case/organisation.ts';

/** The centres whose cases an actor sees, and among them those whose customers they may know (requirement O3). */
export const visibleCentres = (
  actor: Actor,
  organisation: Organisation,
): { readonly all: readonly string[]; readonly open: readonly string[]; readonly masked: readonly string[] } => {
  const nodes = visibleNodes(actor);
  const all = [...organisation.values()]
    .filter(({ id, kind }) => kind === 'centre' && nodes.some((node) => isWithin(organisation, id, node)))
    .map(({ id }) => id);
  const isOpenTo = (centre: string): boolean => needsToSeePersonalData(actor, organisation, centre);
  return { all, open: all.filter(isOpenTo), masked: all.filter((centre) => !isOpenTo(centre)) };
};
