/** Files that go with a contact: chosen, dropped or pasted, sent when there is a case to attach them to. */
import { attachFile } from '../case/attach.ts';
import { text } from '../frame/texts.ts';

const chosen: File[] = [];

const show = (): void => {
  document.querySelector('[data-file-list]')?.replaceChildren(
    ...chosen.map((file) => {
      const line = document.createElement('li');
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'button button-small button-plain';
      remove.textContent = '×';
      remove.setAttribute('aria-label', text('removeFile', { name: file.name }));
      remove.addEventListener('click', () => {
        chosen.splice(chosen.indexOf(file), 1);
        show();
      });
      line.append(`${file.name} `, remove);
      return line;
    }),
  );
};

const add = (files: Iterable<File>): void => {
  chosen.push(...files);
  show();
};

export const startFiles = (form: HTMLFormElement): void => {
  const picker = form.querySelector<HTMLInputElement>('[data-files]');
  picker?.addEventListener('change', () => {
    add(picker.files ?? []);
    picker.value = '';
  });
  form.addEventListener('paste', ({ clipboardData }) => {
    if (clipboardData && clipboardData.files.length > 0) add(clipboardData.files);
  });
  form.addEventListener('dragover', (event) => {
    event.preventDefault();
    form.classList.add('is-dropping');
  });
  form.addEventListener('dragleave', () => form.classList.remove('is-dropping'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('is-dropping');
    add(event.dataTransfer?.files ?? []);
  });
};

/** Sends what was chosen; a file that is refused is named, the case is registered all the same. */
export const uploadFiles = async (caseId: string): Promise<void> => {
  for (const file of chosen.splice(0)) await attachFile(caseId, file);
};
