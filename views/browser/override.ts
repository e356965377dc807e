/** Pages of overrides: a batch is followed until it has ended. */
import { refreshPage } from './live/refresh.ts';

const followMs = 1200;

const follow = (): void => {
  if (!document.querySelector('[data-underway]')) return;
  setTimeout(() => void (document.hidden ? Promise.resolve() : refreshPage()).then(follow), followMs);
};

follow();
