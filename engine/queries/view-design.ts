import type { Actor } from '../case/actor.ts';
import { authoriseDesign } from '../case/authorisation.ts';
import type { DesignContext } from '../design/design-context.ts';
import type { Design, DesignPage, DesignState } from '../design/design.ts';
import { requireDesign, seesAllDesigns } from '../design/require-design.ts';
import { Refusal } from '../errors.ts';

type Reading = Pick<DesignContext, 'designs'>;

/** A design with its files. Refuses with `NOT_ALLOWED`, `DESIGN_NOT_FOUND`. */
export const viewDesign = ({ designs }: Reading, actor: Actor, id: string): Promise<Design> =>
  requireDesign(designs, actor, id);

export type DesignList = { readonly designs: readonly Omit<Design, 'files'>[]; readonly total: number };

/** Own and shared designs (an administrator's list has all), last saved first. Refuses with `NOT_ALLOWED`. */
export const listDesigns = async (
  { designs }: Reading,
  actor: Actor,
  page: Omit<DesignPage, 'visibleTo'>,
): Promise<DesignList> => {
  authoriseDesign(actor);
  const visibleTo = seesAllDesigns(actor) ? undefined : actor.id;
  const [found, total] = await Promise.all([designs.list({ ...page, visibleTo }), designs.count(visibleTo)]);
  return { designs: found, total };
};

/** Earlier states of a design without their files, newest first; `before` is the revision at which the page before ended. */
export const listDesignStates = async (
  { designs }: Reading,
  actor: Actor,
  id: string,
  before: number | undefined,
  limit: number,
): Promise<readonly Omit<DesignState, 'files'>[]> => {
  await requireDesign(designs, actor, id);
  return designs.history(id, before, limit);
};

/** One earlier state with its files. Refuses with `NOT_ALLOWED`, `DESIGN_NOT_FOUND`. */
export const viewDesignState = async (
  { designs }: Reading,
  actor: Actor,
  id: string,
  rev: number,
): Promise<DesignState> => {
  const design = await requireDesign(designs, actor, id);
  const state = await designs.state(id, rev);
  if (state) return state;
  throw new Refusal('DESIGN_NOT_FOUND', `No state ${rev} of the design '${design.name}' was kept.`, {
    designId: id,
    rev,
  });
};
