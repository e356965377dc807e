/** Wakes those who wait for outside work on this node; work of other nodes is found by looking again. */
export type WorkSignal = {
  /** True when there may be work or `ms` have passed; false when the caller is gone or the node stops. */
  wait(ms: number, gone: AbortSignal): Promise<boolean>;
  raise(): void;
  /** Lets nobody wait any more. */
  close(): void;
};

export const openWorkSignal = (): WorkSignal => {
  const waiters = new Set<() => void>();
  let isClosed = false;
  const raise = (): void => {
    for (const wake of waiters) wake();
  };
  return {
    raise,
    close() {
      isClosed = true;
      raise();
    },
    wait: (ms, gone) =>
      new Promise((resolve) => {
        if (isClosed || gone.aborted) return resolve(false);
        const wake = (): void => {
          clearTimeout(timer);
          waiters.delete(wake);
          gone.removeEventListener('abort', wake);
          resolve(!isClosed && !gone.aborted);
        };
        const timer = setTimeout(wake, ms);
        waiters.add(wake);
        gone.addEventListener('abort', wake);
      }),
  };
};
