import type { DeploymentFile } from '../definition.ts';
import type { Design } from '../design/design.ts';
import { overtaken, requireDesign, requireRev } from '../design/require-design.ts';
import type { CommandBase } from './change-case.ts';
import type { DesignContext } from '../design/design-context.ts';

export type SaveDesign = CommandBase & {
  readonly designId: string;
  /** The revision the changes were made on. */
  readonly expectedRev: number;
  readonly name?: string;
  /** All files as they are now; what is not named is gone. */
  readonly files?: readonly DeploymentFile[];
  readonly isShared?: boolean;
  /** Keep the state before, whatever its age; otherwise it is kept when it stood for a while or was somebody else's. */
  readonly keepState?: boolean;
};

/** Saves that follow each other faster are one state in the history. */
const stateMs = 5 * 60_000;

const isWorthKeeping = (design: Design, { actor, at, keepState = false }: SaveDesign): boolean =>
  keepState || design.savedBy !== actor.id || at.getTime() - design.savedAt.getTime() >= stateMs || design.rev === 1;

/** Saves a design as it is. Refuses with `NOT_ALLOWED`, `DESIGN_NOT_FOUND`, `VERSION_CONFLICT`. */
export const saveDesign = async ({ designs }: Pick<DesignContext, 'designs'>, command: SaveDesign): Promise<Design> => {
  const { actor, at, designId, expectedRev } = command;
  const design = await requireDesign(designs, actor, designId);
  requireRev(design, expectedRev);
  const { name = design.name, files = design.files, isShared = design.isShared } = command;
  const saved = { ...design, name, files, isShared, rev: design.rev + 1, savedAt: at, savedBy: actor.id };
  // Kept before the write: a crash in between leaves a true state too many, never one too few.
  if (isWorthKeeping(design, command))
    await designs.keep({
      designId,
      name: design.name,
      rev: design.rev,
      savedAt: design.savedAt,
      savedBy: design.savedBy,
      files: design.files,
    });
  if (await designs.replace(saved, design.rev)) return saved;
  throw overtaken(await requireDesign(designs, actor, designId), expectedRev);
};
