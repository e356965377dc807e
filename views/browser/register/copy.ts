import { text } from '../frame/texts.ts';
import { toast } from '../frame/toast.ts';

/** `<button data-copy>` copies the text of the nearest `data-copied`. Browsers allow it on secure pages only. */
export const startCopying = (): void => {
  const isPossible = window.isSecureContext && 'clipboard' in navigator;
  const show = (): void => {
    for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = !isPossible;
  };
  show();
  document.addEventListener('looked', show);
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-copy]') : null;
    const copied = button?.closest('li, section')?.querySelector('[data-copied]')?.textContent;
    if (typeof copied === 'string') void navigator.clipboard.writeText(copied).then(() => toast(text('copied')));
  });
};
