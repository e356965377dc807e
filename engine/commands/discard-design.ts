import { overtaken, requireDesign, requireRev } from '../design/require-design.ts';
import type { CommandBase } from './change-case.ts';
import type { DesignContext } from '../design/design-context.ts';

export type DiscardDesign = CommandBase & { readonly designId: string; readonly expectedRev?: number };

/** Removes a design; its kept states go with it. Refuses with `NOT_ALLOWED`, `DESIGN_NOT_FOUND`, `VERSION_CONFLICT`. */
export const discardDesign = async (
  { designs }: Pick<DesignContext, 'designs'>,
  { actor, designId, expectedRev }: DiscardDesign,
): Promise<void> => {
  const design = await requireDesign(designs, actor, designId);
  requireRev(design, expectedRev);
  if (!(await designs.remove(designId, design.rev)))
    throw overtaken(await requireDesign(designs, actor, designId), design.rev);
};
