import type { Actor } from '../case/actor.ts';
import { authoriseDesign } from '../case/authorisation.ts';
import { Refusal } from '../errors.ts';
import type { Design, DesignStore } from './design.ts';

/** Whether an actor sees designs of others that are not shared. */
export const seesAllDesigns = ({ roles }: Actor): boolean => roles.some(({ role }) => role === 'administrator');

/** The design, when the actor may work on it. Refuses with `NOT_ALLOWED`, `DESIGN_NOT_FOUND`. */
export const requireDesign = async (designs: DesignStore, actor: Actor, id: string): Promise<Design> => {
  authoriseDesign(actor);
  const design = await designs.find(id);
  if (!design) throw new Refusal('DESIGN_NOT_FOUND', `There is no design '${id}'.`, { designId: id });
  if (design.owner === actor.id || design.isShared || seesAllDesigns(actor)) return design;
  throw new Refusal('NOT_ALLOWED', `The design '${design.name}' belongs to ${design.owner}, who has not shared it.`, {
    designId: id,
    owner: design.owner,
  });
};

/** Refuses with `VERSION_CONFLICT`, naming who saved last, unless the design still has this revision. */
export const requireRev = (design: Design, expectedRev: number | undefined): void => {
  if (expectedRev === undefined || expectedRev === design.rev) return;
  throw overtaken(design, expectedRev);
};

export const overtaken = ({ name, rev, savedBy, savedAt }: Design, expectedRev: number): Refusal =>
  new Refusal(
    'VERSION_CONFLICT',
    `The design '${name}' is at revision ${rev}, not ${expectedRev}: ${savedBy} saved it at ${savedAt.toISOString()}. Load it again, or save yours as a new design.`,
    { rev, expectedRev, savedBy, savedAt },
  );
