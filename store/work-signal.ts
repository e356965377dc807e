/** Wakes those who wait for outside work on this node; work of other nodes is found by looking again. */
export type WorkSignal = {
  /** True when there may be work or `ms` have passed; false when `gone` aborts. */
  wait(ms: number, gone: AbortSignal): Promise<boolean>;
  raise(): void;
};

export const openWorkSignal = (): WorkSignal => {
  const waiters = new Set<() => void>();
  const raise = (): void => {
    for (const wake of waiters) wake();
  };
  return {
    raise,
    wait: (ms, gone) =>
      new Promise((resolve) => {
        if (gone.aborted) return resolve(false);
        const wake = (): void => {
          clearTimeout(timer);
          waiters.delete(wake);
          gone.removeEventListener('abort', wake);
          resolve(!gone.aborted);
        };
        const timer = setTimeout(wake, ms);
        waiters.add(wake);
        gone.addEventListener('abort', wake);
      }),
  };
};
