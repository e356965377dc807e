/** Process definitions as people read them: which versions there are, what is in one, and its diagram. */
import type { Definition, ElementInfo } from '../definition.ts';
import { Refusal } from '../errors.ts';
import type { Context, DefinitionVersion, DeployedDefinition } from '../ports.ts';
import type { Readers } from '../readers.ts';
import type { ReadContext } from './view-case.ts';

/** One version of a process and the deployment it came with. */
export type DefinitionSummary = DefinitionVersion & {
  readonly deploymentId: string;
  readonly deploymentName: string;
  /** Sequence of the deployment; versions are paged by it. */
  readonly sequence: number;
  readonly deployedAt: Date;
  readonly deployedBy: string;
};

export type DefinitionView = DefinitionSummary & {
  /** The BPMN file of the deployment that holds it. */
  readonly fileName: string;
  /** All files deployed together, by name. */
  readonly fileNames: readonly string[];
  readonly elements: readonly ElementInfo[];
};

type Reading = ReadContext & Pick<Context, 'definitions'>;

const notFound = (ref: string): Refusal =>
  new Refusal(
    'DEFINITION_NOT_FOUND',
    `There is no process definition '${ref}'; give a key for its newest version, such as complaint, or a version of it, such as complaint:3.`,
    { ref },
  );

const summariesOf = (
  { id, name, sequence, deployedAt, deployedBy, definitions }: Awaited<ReturnType<Readers['deployments']>>[number],
  wanted: (definition: DefinitionVersion) => boolean,
): DefinitionSummary[] =>
  definitions.filter(wanted).map((definition) => ({
    ...definition,
    deploymentId: id,
    deploymentName: name,
    sequence,
    deployedAt,
    deployedBy,
  }));

/** The newest version of every process, in the order of their keys. */
export const listProcesses = async ({ readers }: ReadContext): Promise<DefinitionSummary[]> => {
  const newest = await readers.newestDeployments();
  return newest.flatMap(({ key, deployment }) => summariesOf(deployment, (definition) => definition.key === key));
};

/** The versions of one process, newest first; `after` is the sequence at which the page before ended. */
export const listVersions = async (
  { readers }: ReadContext,
  key: string,
  after: number | undefined,
  limit: number,
): Promise<DefinitionSummary[]> => {
  const deployments = await readers.deploymentsOf(key, after, limit);
  return deployments.flatMap((deployment) => summariesOf(deployment, (definition) => definition.key === key));
};

/** A definition by `<key>` (its newest version) or `<key>:<version>`. Refuses with `DEFINITION_NOT_FOUND`. */
export const requireByRef = async (
  { definitions }: Pick<Context, 'definitions'>,
  ref: string,
): Promise<DeployedDefinition> => {
  const [key = '', version] = ref.split(':');
  const found = await (version === undefined ? definitions.latest(key) : definitions.byVersion(key, Number(version)));
  if (!found) throw notFound(ref);
  return found;
};

/** What is in one version of a process. Refuses with `DEFINITION_NOT_FOUND`. */
export const viewDefinition = async (context: Reading, ref: string): Promise<DefinitionView> => {
  const { definition } = await requireByRef(context, ref);
  const deployment = await context.readers.deployment(definition.deploymentId);
  const [summary] = deployment ? summariesOf(deployment, ({ key }) => key === definition.key) : [];
  if (!deployment || !summary) throw notFound(ref);
  return {
    ...summary,
    fileName: definition.fileName,
    fileNames: deployment.files.map(({ name }) => name),
    elements: [...definition.elements.values()],
  };
};

/** What the elements of the newest versions of all processes are called, by id; an id that several use has one of their names. */
export const nameElements = async ({
  readers,
  definitions,
}: Pick<Reading, 'readers' | 'definitions'>): Promise<ReadonlyMap<string, string>> => {
  const newest = await readers.newestDeployments();
  const found = await Promise.all(newest.map(({ key }) => definitions.latest(key)));
  return new Map(
    found.flatMap((deployed) =>
      [...(deployed?.definition.elements.values() ?? [])].flatMap(({ id, name }) =>
        name === undefined ? [] : [[id, name] as const],
      ),
    ),
  );
};

/** The diagram of a version exactly as it was deployed. Refuses with `DEFINITION_NOT_FOUND`. */
export const viewDiagram = async (
  context: Reading,
  ref: string,
): Promise<{ readonly ref: string; readonly fileName: string; readonly xml: string }> => {
  const { definition, version } = await requireByRef(context, ref);
  const deployment = await context.readers.deployment(definition.deploymentId);
  const file = deployment?.files.find(({ name }) => name === definition.fileName);
  if (!file) throw notFound(ref);
  return { ref: refOf(definition, version), fileName: file.name, xml: file.content };
};

export const refOf = ({ key }: Pick<Definition, 'key'>, version: number): string => `${key}:${version}`;
