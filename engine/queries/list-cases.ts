import type { Actor } from '../case/actor.ts';
import { visibleNodes } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { isWithin } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';
import type { CaseFilter } from '../readers.ts';
import { maskFor, type ReadContext } from './view-case.ts';

export type ListCases = Omit<CaseFilter, 'centres'> & {
  /** Only this centre; default: every centre the actor sees. */
  readonly centre?: string;
};

export type CaseList = { readonly cases: readonly Case[]; readonly total: number };

/** A page of the cases an actor may see, newest number first, with the count of all. Refuses with `NOT_ALLOWED`. */
export const listCases = async (
  { readers, organisation }: ReadContext,
  actor: Actor,
  { centre, ...filter }: ListCases,
): Promise<CaseList> => {
  const nodes = visibleNodes(actor);
  const visible = [...organisation.values()]
    .filter(({ id, kind }) => kind === 'centre' && nodes.some((node) => isWithin(organisation, id, node)))
    .map(({ id }) => id);
  if (centre !== undefined && !visible.includes(centre))
    throw new Refusal(
      'NOT_ALLOWED',
      `${actor.id} may not list cases of '${centre}'; visible are ${visible.join(', ') || 'none'}.`,
      { centre, visible },
    );
  const centres = centre === undefined ? visible : [centre];
  const [cases, total] = await Promise.all([
    readers.listCases({ ...filter, centres }),
    readers.countCases({ ...filter, centres }),
  ]);
  return { cases: cases.map((current) => maskFor(actor, organisation, current)), total };
};
