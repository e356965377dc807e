/** Puts store, engine and content together; the server, the import and the demo all run on this, only their clocks differ. */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  bpmnEngineExecutor,
  executionExecutor,
  compileDefinition,
  Refusal,
  systemActor,
  type Context,
  type DeploymentFile,
  type Problem,
  type ReadContext,
} from './engine/index.ts';
import { processesFolder, readOrganisation } from './read-organisation.ts';
import { latestDeployment, saveDeployment } from './store/deployment-store.ts';
import { openStore, type Store, type StoreOptions } from './store/open-store.ts';

export type Service = {
  readonly context: Context & ReadContext;
  readonly store: Store;
  close(): Promise<void>;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const isDeployable = (name: string): boolean => /\.(bpmn|dmn|form)$/.test(name);

const readDeployment = async (folder: string): Promise<DeploymentFile[]> => {
  const names = (await readdir(folder, { recursive: true })).filter(isDeployable).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      name: relative(folder, join(folder, name)).split(sep).join('/'),
      content: await readFile(join(folder, name), 'utf8'),
    })),
  );
};

const sentence = ({ file, line, elementId, message }: Problem): string =>
  `${file}${line === undefined ? '' : `:${line}`}${elementId === undefined ? '' : ` ${elementId}`}: ${message}`;

/** Deploys files as a new version; refuses with every problem at once. */
export const deploy = async (
  { db }: Pick<Store, 'db'>,
  { name, files, by, at }: { name: string; files: readonly DeploymentFile[]; by: string; at: Date },
): Promise<string> => {
  const contentHash = sha256(JSON.stringify(files));
  const latest = await latestDeployment(db, name);
  if (latest?.contentHash === contentHash) return latest._id;
  const id = randomBytes(9).toString('base64url');
  const { definitions, problems } = await compileDefinition({ id, files });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Refusal('DEFINITION_REFUSED', `'${name}' cannot be deployed: ${errors.map(sentence).join('; ')}`, {
      problems,
    });
  await saveDeployment(
    db,
    { _id: id, name, files, contentHash, deployedAt: at, deployedBy: by },
    definitions.map(({ key, name: title, versionTag, isExecutable }) => ({
      key,
      isExecutable,
      ...(versionTag !== undefined && { versionTag }),
      ...(title !== undefined && { name: title }),
    })),
  );
  return id;
};

/** Every folder of `processes/` is one deployment; unchanged ones are left alone. */
const deployShipped = async (store: Store, at: Date): Promise<void> => {
  const folders = (await readdir(processesFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const files = await readDeployment(join(processesFolder, name));
    if (files.length > 0) await deploy(store, { name, files, by: systemActor.id, at });
  }
};

const executors = { execution: executionExecutor, 'bpmn-engine': bpmnEngineExecutor };

export type ServiceOptions = StoreOptions & { readonly executor: keyof typeof executors };

export const openService = async (options: ServiceOptions): Promise<Service> => {
  const organisation = await readOrganisation();
  const store = await openStore(options);
  await deployShipped(store, options.now);
  return {
    context: {
      cases: store.cases,
      definitions: store.definitions,
      readers: store.readers,
      executor: executors[options.executor],
      organisation,
      digest: sha256,
      newCaseId: () => randomBytes(12).toString('base64url'),
    },
    store,
    close: () => store.close(),
  };
};
