/** The files of a design as tabs: arrow keys move between them, as the pattern for tabs wants it. */
import { kindOf } from './editor.ts';
import { text } from './texts.ts';

const symbolOf = { bpmn: '◇', dmn: '▦', form: '☰' } as const;

export const showFileTabs = (
  place: HTMLElement,
  names: readonly string[],
  active: string | undefined,
  badFiles: ReadonlySet<string>,
  onChoose: (name: string) => void,
): void => {
  const tabs = names.map((name) => {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.role = 'tab';
    tab.className = 'file-tab';
    tab.dataset['file'] = name;
    tab.setAttribute('aria-selected', String(name === active));
    tab.tabIndex = name === active || (active === undefined && name === names[0]) ? 0 : -1;
    const symbol = document.createElement('span');
    symbol.className = 'file-symbol';
    symbol.setAttribute('aria-hidden', 'true');
    symbol.textContent = symbolOf[kindOf({ name })];
    tab.append(symbol, name);
    if (badFiles.has(name)) {
      tab.classList.add('file-tab-bad');
      tab.title = text('modeler.fileHasErrors');
    }
    tab.addEventListener('click', () => onChoose(name));
    return tab;
  });
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...tabs);
  if (hadFocus) tabs.find(({ tabIndex }) => tabIndex === 0)?.focus();
};

export const moveBetweenTabs = (place: HTMLElement): void =>
  place.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const tabs = [...place.querySelectorAll<HTMLElement>('[role=tab]')];
    const next = tabs[(tabs.indexOf(document.activeElement as HTMLElement) + step + tabs.length) % tabs.length];
    event.preventDefault();
    next?.focus();
    next?.click();
  });
