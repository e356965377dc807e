/** Decision tables as they were deployed, for people to read and change. */
import { Refusal } from '../errors.ts';
import { changeTable, readTables, type DecisionTableText, type TableChange } from '../model/decision/table-text.ts';
import type { DeploymentFile } from '../definition.ts';
import type { StoredDeployment } from '../ports.ts';
import type { ReadContext } from './view-case.ts';

export type DecisionFile = {
  readonly deployment: Omit<StoredDeployment, 'files'>;
  readonly fileName: string;
  readonly tables: readonly DecisionTableText[];
  /** Whether it belongs to the newest deployment of its processes. */
  readonly isNewest: boolean;
};

const isDmn = ({ name }: DeploymentFile): boolean => name.endsWith('.dmn');

type Reading = Pick<ReadContext, 'readers'>;

const newestIds = async ({ readers }: Reading): Promise<ReadonlySet<string>> =>
  new Set((await readers.newestDeployments()).map(({ deployment }) => deployment.id));

const requireDeployment = async ({ readers }: Reading, id: string): Promise<StoredDeployment> => {
  const deployment = await readers.deployment(id);
  if (deployment) return deployment;
  throw new Refusal('DEFINITION_NOT_FOUND', `There is no deployment '${id}'.`, { deploymentId: id });
};

const filesOf = async (
  { files, ...deployment }: StoredDeployment,
  newest: ReadonlySet<string>,
): Promise<DecisionFile[]> =>
  Promise.all(
    files.filter(isDmn).map(async ({ name, content }) => ({
      deployment,
      fileName: name,
      tables: await readTables(content),
      isNewest: newest.has(deployment.id),
    })),
  );

/** The decision tables in force: those of the newest deployment of every process. */
export const listDecisionFiles = async (context: Reading): Promise<readonly DecisionFile[]> => {
  const newest = await newestIds(context);
  const found = await Promise.all([...newest].map(async (id) => filesOf(await requireDeployment(context, id), newest)));
  return found.flat();
};

/** Without what stays as it is, so that the file changes nowhere else. */
const onlyChanged = async (content: string, { cells, ...change }: TableChange): Promise<TableChange> => {
  const rules = (await readTables(content)).flatMap((table) => table.rules);
  const texts = new Map(
    rules.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]).map(({ id, text }) => [id, text]),
  );
  return {
    ...change,
    cells: Object.fromEntries(Object.entries(cells).filter(([id, text]) => texts.get(id) !== text.trim())),
  };
};

/** One DMN file of a deployment, and what it would be with a change. Refuses with `DEFINITION_NOT_FOUND`. */
export const viewDecisionFile = async (
  context: Reading,
  deploymentId: string,
  fileName: string,
  change?: TableChange,
): Promise<DecisionFile & { readonly files: readonly DeploymentFile[] }> => {
  const stored = await requireDeployment(context, deploymentId);
  const files = await Promise.all(
    stored.files.map(async (file) =>
      change && file.name === fileName
        ? { ...file, content: changeTable(file.content, await onlyChanged(file.content, change)) }
        : file,
    ),
  );
  const decided = await filesOf({ ...stored, files }, await newestIds(context));
  const found = decided.find((file) => file.fileName === fileName);
  if (found) return { ...found, files };
  throw new Refusal('DEFINITION_NOT_FOUND', `Deployment '${deploymentId}' has no decision file '${fileName}'.`, {
    deploymentId,
    fileName,
  });
};
