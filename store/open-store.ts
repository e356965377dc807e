/** Opens the database the product runs on, embedded or named by a URI, brings it up to date and hands out its parts. */
import type {
  AccessLog,
  BatchStore,
  CaseStore,
  ContactIndex,
  CustomerStore,
  DefinitionStore,
  DeliveryStore,
  DesignStore,
  Readers,
  WorkStore,
} from '../engine/index.ts';
import { openBatchStore } from './batch-store.ts';
import { openAccessLog } from './access-log-store.ts';
import { openCaseStore } from './case-store.ts';
import { openContactIndex } from './contact-index.ts';
import { openCustomerStore } from './customer-store.ts';
import { connect, type Db } from './database.ts';
import { openDeliveryStore } from './delivery-store.ts';
import { openDefinitionStore } from './deployment-store.ts';
import { openDesignStore } from './design-store.ts';
import { startEmbeddedServer } from './embedded/start-embedded-server.ts';
import { openFeed, type LocalFeed } from './feed-store.ts';
import { openFollowUp, type FollowUp } from './follow-up.ts';
import { migrate } from './migrate.ts';
import { openReaders } from './readers.ts';
import { openWorkspace, type Workspace } from './workspace.ts';
import { openWorkSignal, type WorkSignal } from './work-signal.ts';
import { openWorkStore } from './work-store.ts';

export type Store = {
  readonly db: Db;
  readonly cases: CaseStore;
  readonly definitions: DefinitionStore;
  readonly customers: CustomerStore;
  readonly contacts: ContactIndex;
  readonly designs: DesignStore;
  readonly batches: BatchStore;
  readonly readers: Readers;
  readonly accessLog: AccessLog;
  readonly workspace: Workspace;
  readonly followUp: FollowUp;
  readonly work: WorkStore;
  readonly deliveries: DeliveryStore;
  readonly workSignal: WorkSignal;
  readonly feed: LocalFeed;
  /** Waits for what is under way, then disconnects and stops the embedded server. */
  close(): Promise<void>;
};

export type StoreOptions = {
  /** Absent: the embedded server on `dataFolder`. */
  readonly mongodbUri?: string;
  readonly dataFolder: string;
  /** Stamps migrations. */
  readonly now: Date;
  /**
   * The embedded server leaves expired documents where they are. For services on another clock than the machine's, by which
   * TTL indexes go: they would lose sessions and drafts that are still good.
   */
  readonly keepsExpired?: boolean;
  /** Follow-ups that failed; the sweep repeats them. */
  onFailure(error: unknown): void;
};

/** The longest a timer of Node waits, some 25 days. */
const neverMs = 2 ** 31 - 1;

export const openStore = async (options: StoreOptions): Promise<Store> => {
  const { mongodbUri, dataFolder: folder, now, keepsExpired = false, onFailure } = options;
  const expiry = keepsExpired ? { ttlIntervalMs: neverMs } : {};
  const embedded = mongodbUri === undefined ? await startEmbeddedServer({ folder, ...expiry }) : undefined;
  try {
    const database = await connect(mongodbUri ?? embedded!.uri);
    const { db } = database;
    await migrate(db, now);
    const workSignal = openWorkSignal();
    const followUp = openFollowUp(db, onFailure, workSignal.raise);
    const feed = openFeed(db, onFailure);
    return {
      db,
      cases: openCaseStore(db, followUp),
      definitions: openDefinitionStore(db),
      customers: openCustomerStore(db),
      contacts: openContactIndex(db),
      designs: openDesignStore(db),
      batches: openBatchStore(db),
      readers: openReaders(db),
      accessLog: openAccessLog(db),
      workspace: openWorkspace(db),
      followUp,
      deliveries: openDeliveryStore(db),
      work: openWorkStore(db, workSignal.raise),
      workSignal,
      feed,
      async close() {
        feed.close();
        await followUp.drain();
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
};
