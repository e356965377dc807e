/** Puts store, engine and content together; the server, the import and the demo all run on this, only their clocks differ. */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  bpmnEngineExecutor,
  executionExecutor,
  deploy,
  systemActor,
  type Context,
  type DeploymentFile,
  type DesignContext,
} from './engine/index.ts';
import { processesFolder, readOrganisation } from './read-organisation.ts';
import { openStore, type Store, type StoreOptions } from './store/open-store.ts';

export type Service = {
  readonly context: DesignContext;
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

/** Every folder of `processes/` is one deployment; one that was deployed before is left alone, as are newer versions of it. */
const deployShipped = async (context: Context, at: Date): Promise<void> => {
  const folders = (await readdir(processesFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const files = await readDeployment(join(processesFolder, name));
    if (files.length > 0) await deploy(context, { actor: systemActor, at, name, files, onlyIfNew: true });
  }
};

const executors = { execution: executionExecutor, 'bpmn-engine': bpmnEngineExecutor };

/** Until calendars are kept, a timer that names one says so as an incident instead of counting by the clock. */
const calendars: Context['calendars'] = {
  addWorkingTime(calendarId) {
    throw new Error(`There is no calendar '${calendarId}'; no calendars are set up.`);
  },
};

export type ServiceOptions = StoreOptions & {
  readonly executor: keyof typeof executors;
  /** Default: the clock of the machine. */
  clock?(): Date;
};

export const openService = async (options: ServiceOptions): Promise<Service> => {
  const organisation = await readOrganisation();
  const store = await openStore(options);
  const context: Service['context'] = {
    cases: store.cases,
    definitions: store.definitions,
    designs: store.designs,
    readers: store.readers,
    accessLog: store.accessLog,
    now: options.clock ?? (() => new Date()),
    executor: executors[options.executor],
    executors: new Map(Object.entries(executors)),
    calendars,
    organisation,
    digest: sha256,
    newId: () => randomBytes(12).toString('base64url'),
  };
  try {
    await deployShipped(context, options.now);
  } catch (error) {
    await store.close();
    throw error;
  }
  return { context, store, close: () => store.close() };
};
