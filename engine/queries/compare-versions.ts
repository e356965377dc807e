/** Two versions of a process side by side, or a design beside what it began with. */
import type { Actor } from '../case/actor.ts';
import { authoriseDesign } from '../case/authorisation.ts';
import { compareFiles, type FileComparison } from '../design/compare/compare-files.ts';
import type { DesignContext } from '../design/design-context.ts';
import { requireDesign } from '../design/require-design.ts';
import type { DeploymentFile } from '../definition.ts';
import { Refusal } from '../errors.ts';
import { requireByRef } from './view-definition.ts';

/** One side: `<key>` or `<key>:<version>` of a deployed process, or `design:<id>`. */
export type ComparedSide = string;

type Side = { readonly label: string; readonly files: readonly DeploymentFile[] };

const sideOf = async (context: DesignContext, actor: Actor, side: ComparedSide): Promise<Side> => {
  if (side.startsWith('design:')) {
    const design = await requireDesign(context.designs, actor, side.slice('design:'.length));
    return { label: design.name, files: design.files };
  }
  const { definition, version } = await requireByRef(context, side);
  const deployment = await context.readers.deployment(definition.deploymentId);
  if (!deployment)
    throw new Refusal('DEFINITION_NOT_FOUND', `There is no deployment '${definition.deploymentId}'.`, { side });
  return { label: `${definition.key}:${version}`, files: deployment.files };
};

export type VersionComparison = {
  readonly left: Side;
  readonly right: Side;
  readonly files: readonly FileComparison[];
};

/** Refuses with `NOT_ALLOWED`, `DEFINITION_NOT_FOUND`, `DESIGN_NOT_FOUND`. */
export const compareVersions = async (
  context: DesignContext,
  actor: Actor,
  left: ComparedSide,
  right: ComparedSide,
): Promise<VersionComparison> => {
  authoriseDesign(actor);
  const [before, after] = await Promise.all([sideOf(context, actor, left), sideOf(context, actor, right)]);
  return { left: before, right: after, files: await compareFiles(before.files, after.files) };
};
