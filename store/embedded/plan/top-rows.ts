/** Sorting in memory: everything, or only the first few through a heap that never holds more than those. */
export type Keyed<T> = { key: Buffer; row: T };

type Numbered<T> = Keyed<T> & { order: number };

/** Equal keys keep the order they came in. */
const compare = <T>(a: Numbered<T>, b: Numbered<T>): number => Buffer.compare(a.key, b.key) || a.order - b.order;

const siftUp = <T>(heap: Numbered<T>[]): void => {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (compare(heap[child]!, heap[parent]!) <= 0) return;
    [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
    child = parent;
  }
};

const siftDown = <T>(heap: Numbered<T>[]): void => {
  let parent = 0;
  for (;;) {
    const left = 2 * parent + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const child = right < heap.length && compare(heap[right]!, heap[left]!) > 0 ? right : left;
    if (compare(heap[parent]!, heap[child]!) >= 0) return;
    [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
    parent = child;
  }
};

/** The first `atMost` rows by key. The heap's root is the last of those kept so far. */
export const firstInOrder = <T>(rows: Iterable<Keyed<T>>, atMost: number): Keyed<T>[] => {
  const heap: Numbered<T>[] = [];
  let order = 0;
  for (const { key, row } of rows) {
    const item = { key, row, order: order++ };
    if (heap.length < atMost) {
      heap.push(item);
      if (Number.isFinite(atMost)) siftUp(heap);
    } else if (atMost > 0 && compare(item, heap[0]!) < 0) {
      heap[0] = item;
      siftDown(heap);
    }
  }
  return heap.toSorted(compare);
};
