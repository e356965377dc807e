import { text } from './texts.ts';

/** How long a message stays that nobody closes; problems stay until closed. */
const shownMs = 6000;

/** Says something at the edge of the page, also to screen readers, without taking the focus. */
export const toast = (message: string, kind: 'success' | 'problem' = 'success'): void => {
  const place = document.getElementById('toasts');
  if (!place) return;
  const line = document.createElement('div');
  line.className = `toast toast-${kind}`;
  const words = document.createElement('span');
  words.textContent = message;
  const close = document.createElement('button');
  close.className = 'toast-close';
  close.setAttribute('aria-label', text('close'));
  close.textContent = '×';
  close.addEventListener('click', () => line.remove());
  line.append(words, close);
  place.append(line);
  if (kind === 'success') setTimeout(() => line.remove(), shownMs);
};

/** A message the page before left for this one. */
export const showLeftToast = (): void => {
  const message = sessionStorage.getItem('caseladder-toast');
  sessionStorage.removeItem('caseladder-toast');
  if (message) toast(message);
};
