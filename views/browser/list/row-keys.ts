/** Moves through rows with j and k; the row's own keys then act on it. */
import { addKey } from '../frame/keys.ts';
import { text } from '../frame/texts.ts';

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];

export const currentRow = (): HTMLElement | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-row]') ?? undefined;

const go = (step: number): void => {
  const all = rows();
  const current = currentRow();
  const index = current ? all.indexOf(current) + step : step > 0 ? 0 : all.length - 1;
  const next = all[Math.max(0, Math.min(all.length - 1, index))];
  next?.querySelector<HTMLElement>('[data-row-link]')?.focus();
};

export const startRowKeys = (): void => {
  addKey('j', text('keys.down'), () => go(1));
  addKey('k', text('keys.up'), () => go(-1));
  addKey('o', text('keys.open'), () => currentRow()?.querySelector<HTMLElement>('[data-row-link]')?.click());
  addKey('x', text('keys.pick'), () => currentRow()?.querySelector<HTMLElement>('.pick input')?.click());
};
