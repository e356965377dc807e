/** Starts, stops and watches the server's thread: it dies either because it was told to, or somebody hears of it. */
import { type Worker } from 'node:worker_threads';

export type SupervisedThread = {
  /** Resolves when the thread is ready; rejects when it ends before. */
  ready: Promise<void>;
  /** Resolves when the thread has ended, whatever ended it. */
  stop(): Promise<void>;
};

/** `worker` says 'ready' once and ends when it gets a message. `onFailure` is told of an end nobody asked for, after 'ready'. */
export const superviseThread = (
  worker: Worker,
  onEnd: () => void,
  onFailure: (error: Error) => void,
): SupervisedThread => {
  let isReady = false;
  let isStopping = false;
  let failure: Error | undefined;

  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      onEnd();
      resolve();
    });
  });

  worker.once('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });

  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => {
      isReady = true;
      resolve();
    });
    worker.once('exit', (code) => {
      failure ??= new Error(`The embedded server's thread ended with code ${code}, and nobody had asked it to.`);
      if (!isReady) reject(failure);
      else if (!isStopping) onFailure(failure);
    });
  });

  return {
    ready,
    stop: () => {
      if (!isStopping) {
        isStopping = true;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
        worker.postMessage('stop');
      }
      return ended;
    },
  };
};
