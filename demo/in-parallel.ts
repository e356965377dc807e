/** Works on many items with a handful of callers at once; the first failure ends it. */
export const inParallel = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  callers = 8,
): Promise<void> => {
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(callers, items.length) }, run));
};
