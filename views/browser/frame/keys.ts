/**
 * One key per frequent action: every element with `aria-keyshortcuts` is clicked by its key (first the one in the row that has
 * the focus), and `?` shows them all. They can be turned off (WCAG 2.2, 2.1.4), and never act while somebody types.
 */
import { text } from './texts.ts';

type Key = { readonly key: string; readonly label: string; readonly act: () => void };

const added: Key[] = [];
const setting = 'caseladder-keys';

/** A key for something that is no element of the page. */
export const addKey = (key: string, label: string, act: () => void): void => void added.push({ key, label, act });

const isOn = (): boolean => localStorage.getItem(setting) !== 'off';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])'));

const nameOf = ({ key, shiftKey }: KeyboardEvent): string => (shiftKey && /^[A-Z]$/.test(key) ? `Shift+${key}` : key);

const isVisible = (element: Element): boolean => element.getClientRects().length > 0;

const elementFor = (name: string): HTMLElement | undefined => {
  const fitting = [...document.querySelectorAll<HTMLElement>('[aria-keyshortcuts]')].filter(
    (element) => element.getAttribute('aria-keyshortcuts') === name && isVisible(element),
  );
  const row = document.activeElement?.closest('[data-row]');
  return row
    ? (fitting.find((element) => row.contains(element)) ?? fitting.find((element) => !element.closest('[data-row]')))
    : fitting.find((element) => !element.closest('[data-row]'));
};

const labelOf = (element: HTMLElement): string =>
  (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replaceAll(/\s+/g, ' ');

const listed = (): [string, string][] => {
  const names = new Map<string, string>([['?', text('keys.help')]]);
  for (const { key, label } of added) names.set(key, label);
  for (const element of document.querySelectorAll<HTMLElement>('[aria-keyshortcuts]')) {
    const name = element.getAttribute('aria-keyshortcuts') ?? '';
    if (!names.has(name)) names.set(name, labelOf(element));
  }
  return [...names];
};

const helpDialog = (): HTMLDialogElement => {
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  const title = document.createElement('h2');
  title.id = 'keys-title';
  title.textContent = text('keys.title');
  dialog.setAttribute('aria-labelledby', title.id);
  const list = document.createElement('dl');
  for (const [name, label] of listed()) {
    const term = document.createElement('dt');
    const cap = document.createElement('kbd');
    cap.textContent = name.replace('Shift+', '⇧ ');
    term.append(cap);
    const meaning = document.createElement('dd');
    meaning.textContent = label;
    list.append(term, meaning);
  }
  const choice = document.createElement('label');
  choice.className = 'check';
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = isOn();
  box.addEventListener('change', () => localStorage.setItem(setting, box.checked ? 'on' : 'off'));
  choice.append(box, ` ${text('keys.enabled')}`);
  const close = document.createElement('button');
  close.className = 'button';
  close.textContent = text('close');
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  dialog.append(title, list, choice, close);
  return dialog;
};

const showHelp = (): void => {
  const dialog = helpDialog();
  document.body.append(dialog);
  dialog.showModal();
};

export const startKeys = (): void => {
  document.addEventListener('keydown', (event) => {
    const { ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
    if (ctrlKey || metaKey || altKey || defaultPrevented || isTyping(target)) return;
    if (document.querySelector('dialog[open]')) return;
    const name = nameOf(event);
    if (name === '?') {
      event.preventDefault();
      return showHelp();
    }
    if (!isOn()) return;
    const own = added.find(({ key }) => key === name);
    const element = own ? undefined : elementFor(name);
    if (!own && !element) return;
    event.preventDefault();
    own?.act();
    if (element?.matches('input:not([type=checkbox]), textarea, select')) element.focus();
    else element?.click();
  });
};
