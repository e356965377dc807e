/** Ticked rows and what can be done with them: the bar shows while something is ticked. */
import { text } from '../frame/texts.ts';

const picks = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('tbody .pick input')];

const show = (): void => {
  const all = picks();
  const count = all.filter(({ checked }) => checked).length;
  const bar = document.querySelector<HTMLElement>('[data-selection]');
  if (!bar) return;
  bar.classList.toggle('is-shown', count > 0);
  const place = bar.querySelector('[data-selected-count]');
  if (place) place.textContent = count > 0 ? text('selected', { count }) : '';
  const whole = document.querySelector<HTMLInputElement>('[data-pick-all]');
  if (whole) {
    whole.checked = count > 0 && count === all.length;
    whole.indeterminate = count > 0 && count < all.length;
  }
};

export const startSelection = (): void => {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if ('pickAll' in target.dataset) for (const pick of picks()) pick.checked = target.checked;
    if (target.closest('.pick')) show();
  });
  document.addEventListener('refreshed', show);
  show();
};
