/** Work that comes one by one and is cheaper done together. */
export type Batches<Item> = {
  /** Resolves when the batch with this item is done, to whether it succeeded. */
  put(item: Item): Promise<boolean>;
  /** Lets nothing wait for company until the queue is empty. */
  hurry(): void;
};

export type BatchOptions = {
  /** How long a batch gathers before it is worked on. */
  readonly gatherMs: number;
  readonly limit: number;
  onFailure(error: unknown): void;
};

/** Works off a queue in batches, one at a time; what arrives meanwhile is the next batch. */
export const openBatches = <Item>(
  work: (batch: readonly Item[]) => Promise<void>,
  { gatherMs, limit, onFailure }: BatchOptions,
): Batches<Item> => {
  const queue: { item: Item; resolve: (isDone: boolean) => void }[] = [];
  let isRunning = false;
  let isHurried = false;
  let stopGathering: (() => void) | undefined;

  const gather = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, gatherMs);
      stopGathering = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const succeeds = async (batch: readonly Item[]): Promise<boolean> => {
    try {
      await work(batch);
      return true;
    } catch (error) {
      onFailure(error);
      return false;
    }
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      if (gatherMs > 0 && !isHurried && queue.length < limit) await gather();
      const taken = queue.splice(0, limit);
      const isDone = await succeeds(taken.map(({ item }) => item));
      for (const { resolve } of taken) resolve(isDone);
    }
    // Synchronous with the last look at the queue, so that nothing can slip in between and wait for ever.
    isRunning = false;
    isHurried = false;
  };

  return {
    put: (item) =>
      new Promise((resolve) => {
        queue.push({ item, resolve });
        if (isRunning) return;
        isRunning = true;
        void run();
      }),
    hurry() {
      isHurried = true;
      stopGathering?.();
    },
  };
};
