/**
 * Writes wait a moment for each other, run one after the other inside one transaction, and are answered together once it is on disk.
 * An error before its first change concerns one command alone, and refusals come before it (see documents.ts); an error later on undoes
 * the whole transaction and fails all of them.
 */
import { CommandError } from '../command-error.ts';
import { type Store } from './documents.ts';

type Waiting = { run: () => unknown; resolve: (value: unknown) => void; reject: (error: unknown) => void };

export type GroupCommit = {
  /** Resolves with what `run` returns once it would survive a power cut; `run` must be synchronous. */
  write<T>(run: () => T): Promise<T>;
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
};

export const groupCommits = (store: Store): GroupCommit => {
  let queue: Waiting[] = [];
  let isScheduled = false;
  let lastFlush: Promise<unknown> = Promise.resolve();

  const runAll = (batch: readonly Waiting[]): (() => void)[] =>
    store.storage.transact(() =>
      batch.map(({ run, resolve, reject }) => {
        const changes = store.storage.changes();
        try {
          const value = run();
          return () => resolve(value);
        } catch (error) {
          if (!(error instanceof CommandError) && store.storage.changes() !== changes) throw error;
          return () => reject(error);
        }
      }),
    );

  const flush = async (): Promise<void> => {
    isScheduled = false;
    const batch = queue;
    queue = [];
    try {
      const answers = runAll(batch);
      await store.storage.flushed();
      for (const answer of answers) answer();
    } catch (error) {
      store.catalog.reload();
      for (const { reject } of batch) reject(error);
    }
  };

  const isPending = (): boolean => isScheduled || queue.length > 0;

  return {
    write: <T>(run: () => T) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ run, resolve: resolve as (value: unknown) => void, reject });
        if (isScheduled) return;
        isScheduled = true;
        setImmediate(() => {
          lastFlush = flush();
        });
      }),
    settled: async () => {
      while (isPending()) await new Promise((resolve) => setImmediate(resolve));
      await lastFlush;
    },
  };
};
