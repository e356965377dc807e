import { requireDesign, requireRev } from '../design/require-design.ts';
import type { CommandBase } from './change-case.ts';
import { deploy, type DeployAnswer } from './deploy.ts';
import type { DesignContext } from '../design/design-context.ts';

export type DeployDesign = CommandBase & { readonly designId: string; readonly expectedRev?: number };

/**
 * Deploys the files of a design under its name and notes that in the design.
 * Refuses as `deploy` does, and with `DESIGN_NOT_FOUND`, `VERSION_CONFLICT`.
 */
export const deployDesign = async (
  context: DesignContext,
  { designId, expectedRev, ...command }: DeployDesign,
): Promise<DeployAnswer & { readonly rev: number }> => {
  const design = await requireDesign(context.designs, command.actor, designId);
  requireRev(design, expectedRev);
  const answer = await deploy(context, { ...command, name: design.name, files: design.files });
  if (!answer.deployment) return { ...answer, rev: design.rev };
  const { id: deploymentId, sequence } = answer.deployment;
  const rev = design.rev + 1;
  const noted = { ...design, rev, deployed: { deploymentId, sequence, rev }, basedOn: { deploymentId, sequence } };
  // Somebody saved meanwhile: what was deployed is deployed, their work goes on from theirs.
  const isNoted = await context.designs.replace(noted, design.rev);
  return { ...answer, rev: isNoted ? rev : design.rev };
};
