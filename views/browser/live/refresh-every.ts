/** Brings the page up to date after changes, but not more often than it is worth: lists of all cases cost more than one's own. */
import { refreshPage } from './refresh.ts';

export const refreshEvery = (leastMs: number): (() => void) => {
  let startedAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        startedAt = performance.now();
        void refreshPage();
      },
      Math.max(0, startedAt + leastMs - performance.now()),
    );
  };
};
