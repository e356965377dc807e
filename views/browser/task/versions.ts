/** Two versions of one draft side by side; the reader chooses. */
import { text } from '../frame/texts.ts';

type Values = Readonly<Record<string, unknown>>;

const fill = (list: Element | null, data: Values, labels: ReadonlyMap<string, string>): void => {
  list?.replaceChildren(
    ...Object.entries(data).flatMap(([name, value]) => {
      const term = document.createElement('dt');
      term.textContent = labels.get(name) ?? name;
      const words = document.createElement('dd');
      words.className = 'multiline';
      words.textContent = typeof value === 'string' ? value : JSON.stringify(value);
      return [term, words];
    }),
  );
};

const labelsOf = (schema: Values | undefined): Map<string, string> =>
  new Map(
    ((schema?.['components'] ?? []) as { key?: string; label?: string }[]).flatMap(
      ({ key, label }): [string, string][] => (key !== undefined && label !== undefined ? [[key, label]] : []),
    ),
  );

/** Resolves to the choice; closing the dialog keeps one's own. */
export const chooseVersion = (stored: Values, own: Values, schema: Values | undefined): Promise<'stored' | 'own'> =>
  new Promise((resolve) => {
    const dialog = document.querySelector<HTMLDialogElement>('[data-versions]');
    if (!dialog) return resolve('own');
    const labels = labelsOf(schema);
    fill(dialog.querySelector('[data-stored]'), stored, labels);
    fill(dialog.querySelector('[data-own]'), own, labels);
    let choice: 'stored' | 'own' = 'own';
    dialog.querySelector('[data-use-stored]')?.addEventListener(
      'click',
      () => {
        choice = 'stored';
        dialog.close();
      },
      { once: true },
    );
    dialog.querySelector('[data-use-own]')?.addEventListener('click', () => dialog.close(), { once: true });
    dialog.addEventListener('close', () => resolve(choice), { once: true });
    dialog.setAttribute('aria-description', text('chooseVersion'));
    dialog.showModal();
  });
