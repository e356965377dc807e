/** Starts the embedded MongoDB-compatible server; see README.md for what it serves and how it stores. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockFolder } from './folder-lock.ts';
import { socketPathFor } from './socket-path.ts';
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

const nextMessage = (worker: Worker, wanted: string): Promise<void> =>
  new Promise((done, fail) => {
    worker.on('message', (message) => {
      if (message === wanted) done();
    });
    worker.once('error', fail);
    worker.once('exit', () => fail(new Error(`The embedded server's thread ended before it was ${wanted}.`)));
  });

/** Throws an Error of one sentence when another process, or this one, already serves the folder. */
export const startEmbeddedServer = async (options: EmbeddedServerOptions): Promise<EmbeddedServer> => {
  const { ttlIntervalMs = MINUTE, onFailure = throwUncaught } = options;
  const folder = resolve(options.folder);
  const socketPath = socketPathFor(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(folder, socketPath);
  mkdirSync(dirname(socketPath), { recursive: true, mode: 0o700 });
  const worker = new Worker(workerFile, { workerData: { folder, socketPath, ttlIntervalMs } satisfies WorkerSettings });
  try {
    await nextMessage(worker, 'listening');
  } catch (error) {
    unlock();
    throw error;
  }

  let stopping: Promise<void> | undefined;
  let failure: Error | undefined;
  worker.on('error', (error) => (failure = error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => {
    unlock();
    if (!stopping)
      onFailure(failure ?? new Error(`The embedded server on ${folder} ended unexpectedly with code ${code}.`));
  });

  const stop = async (): Promise<void> => {
    const exited = new Promise<void>((done) => worker.once('exit', () => done()));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
    worker.postMessage('stop');
    await exited;
  };

  return {
    uri: `mongodb://${encodeURIComponent(socketPath)}/?directConnection=true`,
    stop: () => (stopping ??= failure ? Promise.resolve() : stop()),
  };
};
