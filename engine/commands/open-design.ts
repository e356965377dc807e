import { authoriseDesign } from '../case/authorisation.ts';
import type { DeploymentFile } from '../definition.ts';
import type { Design } from '../design/design.ts';
import type { DesignContext } from '../design/design-context.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import { requireByRef } from '../queries/view-definition.ts';
import type { CommandBase } from './change-case.ts';

export type OpenDesign = CommandBase & {
  /** Default: the name of the deployment it begins with. */
  readonly name?: string;
  /** Begin with the files of a deployment, by its id or by a definition in it (`<key>` or `<key>:<version>`) … */
  readonly from?: { readonly deploymentId: string } | { readonly ref: string };
  /** … or with these. */
  readonly files?: readonly DeploymentFile[];
  readonly isShared?: boolean;
};

type Beginning = Pick<Design, 'name' | 'files' | 'basedOn'>;

const beginning = async (context: DesignContext, { name, from, files = [] }: OpenDesign): Promise<Beginning> => {
  if (from === undefined) return { name: name ?? 'new-process', files };
  const deploymentId =
    'ref' in from ? (await requireByRef(context, from.ref)).definition.deploymentId : from.deploymentId;
  const deployment = await context.readers.deployment(deploymentId);
  if (!deployment)
    throw new Refusal('DEFINITION_NOT_FOUND', `There is no deployment '${deploymentId}'.`, { deploymentId });
  const { id, sequence } = deployment;
  return { name: name ?? deployment.name, files: deployment.files, basedOn: { deploymentId: id, sequence } };
};

/**
 * Begins a design, empty, with given files or with those of a deployment. A repeated key gets the same design.
 * Refuses with `NOT_ALLOWED`, `DEFINITION_NOT_FOUND`.
 */
export const openDesign = async (
  context: DesignContext,
  command: OpenDesign,
): Promise<{ readonly design: Design; readonly isRepeat: boolean }> => {
  const { actor, at, key, isShared = false } = command;
  authoriseDesign(actor);
  const id = key === undefined ? context.newId() : context.digest(`design|${actor.id}|${key}`).slice(0, 24);
  const design: Design = {
    id,
    rev: 1,
    owner: actor.id,
    isShared,
    createdAt: at,
    savedAt: at,
    savedBy: actor.id,
    ...present(await beginning(context, command)),
  };
  if (await context.designs.add(design)) return { design, isRepeat: false };
  return { design: (await context.designs.find(id)) ?? design, isRepeat: true };
};
