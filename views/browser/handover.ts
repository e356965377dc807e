/** A handover log: items are taken over and added in place, and what others take over shows by itself. */
import { startRowKeys } from './list/row-keys.ts';
import { refreshPage } from './live/refresh.ts';

const everyMs = 20_000;

/** The button that had the focus goes with its item; the next one is where the hand would go. */
const focusNext = (item: Element | null | undefined): (() => void) => {
  const items = [...document.querySelectorAll('#left-items > li')];
  const following = items[items.indexOf(item as Element) + 1] ?? items.at(-2);
  return () => {
    const next = document.getElementById(following?.id ?? '')?.querySelector<HTMLElement>('button');
    (next ?? document.getElementById('taken-title'))?.focus({ preventScroll: true });
  };
};

document.addEventListener('sent', ({ target }) => {
  if (!(target instanceof HTMLFormElement)) return;
  const isTaking = target.action.endsWith('/take');
  const move = isTaking ? focusNext(target.closest('li')) : () => target.querySelector('textarea')?.focus();
  if (!isTaking) {
    target.reset();
    // The next item is another one, not the same sent twice.
    const key = target.querySelector<HTMLInputElement>('[name=commandKey]');
    if (key) key.value = crypto.randomUUID();
  }
  void refreshPage().then(move);
});

/** Not while somebody writes: a remark half written belongs to the item as it stands. */
const isWriting = (): boolean => [...document.querySelectorAll('input:focus, textarea:focus')].length > 0;

setInterval(() => {
  if (!document.hidden && !isWriting()) void refreshPage();
}, everyMs);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refreshPage();
});
startRowKeys();
