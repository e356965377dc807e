/** Starts the embedded MongoDB-compatible server; see README.md for what it serves and how it stores. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockFolder } from './folder-lock.ts';
import { socketPathFor } from './socket-path.ts';
import { superviseThread } from './supervise-thread.ts';
import { type WorkerSettings } from './worker-settings.ts';

export type EmbeddedServer = {
  /** For `new MongoClient(uri)`. */
  uri: string;
  /** Finishes and flushes what was begun, closes the socket, frees the folder. May be called twice. */
  stop(): Promise<void>;
};

export type EmbeddedServerOptions = {
  /** Where the data lives; created if absent. One process at a time. */
  folder: string;
  /** How often expired documents are removed (default: each minute). */
  ttlIntervalMs?: number;
  /** Told when the server's thread dies; by default the error is thrown where nobody can miss it, as an uncaught exception. */
  onFailure?: (error: Error) => void;
};

const MINUTE = 60_000;

const throwUncaught = (error: Error): void => {
  setImmediate(() => {
    throw error;
  });
};

/** Tests and tools run from dist/, where this file and the worker stand side by side as .js. */
const workerFile = new URL('./worker.js', import.meta.url);

/** The folder of a socket outside the data folder lies among everybody's: it has to be ours alone. */
const makePrivate = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { uid, mode } = statSync(path);
  if (uid === process.getuid?.() && (mode & 0o077) === 0) return;
  throw new Error(
    `The folder ${path}, where the server would listen, is open to other users; remove it or set TMPDIR.`,
  );
};

/** Throws an Error of one sentence when another process, or this one, already serves the folder. */
export const startEmbeddedServer = async (options: EmbeddedServerOptions): Promise<EmbeddedServer> => {
  const { ttlIntervalMs = MINUTE, onFailure = throwUncaught } = options;
  const folder = resolve(options.folder);
  const socketPath = socketPathFor(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (dirname(socketPath) !== folder) makePrivate(dirname(socketPath));
  const unlock = await lockFolder(folder, socketPath);
  const worker = new Worker(workerFile, { workerData: { folder, socketPath, ttlIntervalMs } satisfies WorkerSettings });
  const thread = superviseThread(worker, unlock, onFailure);
  await thread.ready;
  return { uri: `mongodb://${encodeURIComponent(socketPath)}/?directConnection=true`, stop: () => thread.stop() };
};
