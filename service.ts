/** Puts store, engine and content together; the server, the import and the demo all run on this, only their clocks differ. */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import {
  bpmnEngineExecutor,
  executionExecutor,
  deploy,
  staffDirectory,
  systemActor,
  type CalendarContext,
  type Context,
  type DeploymentFile,
  type BatchContext,
  type DesignContext,
  type WorkspaceContext,
  type DeskStores,
  type JournalSearchContext,
  type OutsideContext,
} from './engine/index.ts';
import { readCalendars } from './read-calendars.ts';
import { readTemplates } from './read-templates.ts';
import { processesFolder, readOrganisation } from './read-organisation.ts';
import { openAttachmentStore } from './store/attachment-store.ts';
import { openCalendars } from './store/calendar-store.ts';
import { openDesk } from './store/desk/open-desk.ts';
import { openJournalSearch } from './store/journal-search.ts';
import { openNetwork } from './store/network-store.ts';
import { openStore, type Store, type StoreOptions } from './store/open-store.ts';

export type Service = {
  readonly context: BatchContext &
    DesignContext &
    JournalSearchContext &
    CalendarContext &
    DeskStores &
    OutsideContext<Readable> &
    WorkspaceContext;
  readonly store: Store;
  /** Takes in the calendars other nodes have changed. */
  refreshCalendars(): Promise<void>;
  /** Chains journal entries of the organisation that a crash left behind. */
  finishDesk(before: Date): Promise<number>;
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

export type ServiceOptions = StoreOptions & {
  readonly executor: keyof typeof executors;
  /** Of customers of whom no other is known; default `zh-CN`. */
  readonly messageLanguage?: string;
  /** Default: the clock of the machine. */
  clock?(): Date;
};

export const openService = async (options: ServiceOptions): Promise<Service> => {
  const organisation = await readOrganisation();
  const store = await openStore(options);
  const calendars = await openCalendars(store.db, await readCalendars());
  const desk = openDesk(store.db, sha256);
  const context: Service['context'] = {
    cases: store.cases,
    definitions: store.definitions,
    customers: store.customers,
    contacts: store.contacts,
    designs: store.designs,
    batches: store.batches,
    readers: store.readers,
    work: store.work,
    deliveries: store.deliveries,
    attachments: openAttachmentStore(store.db),
    network: openNetwork(store.db),
    templates: await readTemplates(options.messageLanguage ?? 'zh-CN'),
    accessLog: store.accessLog,
    ...store.workspace,
    journalSearch: openJournalSearch(
      store.db,
      [...organisation.values()].filter(({ kind }) => kind === 'centre').length,
    ),
    ...desk.stores,
    now: options.clock ?? (() => new Date()),
    executor: executors[options.executor],
    executors: new Map(Object.entries(executors)),
    calendars: calendars.book,
    calendarStore: calendars.store,
    organisation,
    staff: staffDirectory(desk.stores),
    digest: sha256,
    newId: () => randomBytes(12).toString('base64url'),
  };
  try {
    await deployShipped(context, options.now);
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    context,
    store,
    refreshCalendars: () => calendars.refresh(),
    finishDesk: (before) => desk.finish(before),
    close: () => store.close(),
  };
};
