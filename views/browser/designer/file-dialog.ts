/** Adding, renaming and removing files of a design. */
import { kindOf } from './editor.ts';
import { elementOf } from './element-of.ts';
import { newFile } from './new-file.ts';
import { text } from './texts.ts';
import type { Workspace } from './workspace.ts';

const endings = ['bpmn', 'dmn', 'form'] as const;
const namePattern = /^(?!\/)(?!.*\.\.)[^\p{Cc}\\]+$/u;

/** The name with the ending of its kind, or why it cannot be used. */
const nameFor = (typed: string, kind: string, taken: readonly string[]): { name: string } | { problem: string } => {
  const name = `${typed.trim().replace(/\.(?:bpmn|dmn|form)$/, '')}.${kind}`;
  if (typed.trim() === '' || name.length > 200 || !namePattern.test(name))
    return { problem: text('modeler.badFileName') };
  return taken.includes(name) ? { problem: text('modeler.takenFileName', { name }) } : { name };
};

export const startFileDialog = (workspace: Workspace, show: (name: string) => void): void => {
  const dialog = elementOf('file-dialog', HTMLDialogElement);
  const form = elementOf('file-form', HTMLFormElement);
  const nameField = elementOf('file-name', HTMLInputElement);
  const kindField = elementOf('file-kind', HTMLSelectElement);
  const problem = elementOf('file-problem');
  const remove = elementOf('file-remove', HTMLButtonElement);
  let renamed: string | undefined;

  const open = (name: string | undefined): void => {
    renamed = name;
    elementOf('file-title').textContent = text(name === undefined ? 'modeler.newFile' : 'modeler.fileSettings');
    nameField.value = name?.replace(/\.\w+$/, '') ?? '';
    kindField.value = name === undefined ? endings[0] : kindOf({ name });
    kindField.disabled = name !== undefined;
    remove.hidden = name === undefined;
    problem.textContent = '';
    dialog.showModal();
    nameField.focus();
  };

  elementOf('file-add').addEventListener('click', () => open(undefined));
  elementOf('file-settings').addEventListener('click', () => workspace.active !== undefined && open(workspace.active));
  remove.addEventListener('click', () => {
    if (renamed !== undefined) workspace.remove(renamed);
    dialog.close();
    const [first] = workspace.names();
    if (first !== undefined) show(first);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const taken = workspace.names().filter((name) => name !== renamed);
    const chosen = nameFor(nameField.value, kindField.value, taken);
    if ('problem' in chosen) {
      problem.textContent = chosen.problem;
      nameField.focus();
      return;
    }
    dialog.close();
    if (renamed !== undefined) workspace.rename(renamed, chosen.name);
    else void workspace.put(newFile(chosen.name)).then(() => show(chosen.name));
  });
};
