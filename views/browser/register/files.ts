/** Files to be attached once the contact is registered: chosen, dropped or pasted, listed until they are sent. */
import { text } from '../frame/texts.ts';
import { toast } from '../frame/toast.ts';

const largest = 20 * 1024 * 1024;

export type Files = {
  readonly count: number;
  /** Sends what is listed, one after the other; what could not be sent stays listed. Resolves to whether nothing did. */
  sendTo(caseId: string, say: (words: string) => void): Promise<boolean>;
};

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** A pasted picture has no name of its own. */
const named = (file: File): File =>
  file.name === '' || file.name === 'image.png'
    ? new File([file], `${text('pasted')}.${file.type.split('/')[1] ?? 'png'}`, { type: file.type })
    : file;

const send = async (caseId: string, file: File, key: string): Promise<string | undefined> => {
  const body = new FormData();
  body.append('file', file, file.name);
  try {
    const response = await fetch(`/api/v1/cases/${caseId}/attachments`, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Idempotency-Key': key },
      body,
    });
    if (response.ok) return undefined;
    const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
    return detail ?? text('failed');
  } catch {
    return text('offline');
  }
};

export const startFiles = (form: HTMLFormElement): Files => {
  const field = document.getElementById('file-field')!;
  const list = document.getElementById('file-list')!;
  const input = document.querySelector<HTMLInputElement>('#files')!;
  let files: { readonly file: File; readonly key: string }[] = [];

  const show = (): void => {
    list.replaceChildren(
      ...files.map((entry) => {
        const line = document.createElement('li');
        const name = document.createElement('span');
        name.textContent = entry.file.name;
        const size = document.createElement('span');
        size.className = 'quiet nowrap';
        size.textContent = sizeText(entry.file.size);
        const remove = document.createElement('button');
        remove.type = 'button';
        remove.className = 'button button-small button-plain';
        remove.textContent = '×';
        remove.setAttribute('aria-label', text('contact.removeFile', { name: entry.file.name }));
        remove.addEventListener('click', () => {
          files = files.filter((other) => other !== entry);
          show();
          document.getElementById('choose-files')?.focus();
        });
        line.append(name, size, remove);
        return line;
      }),
    );
  };
  const add = (given: Iterable<File>): void => {
    for (const file of given) {
      if (file.size > largest) toast(text('contact.fileTooLarge', { name: file.name }), 'problem');
      else files.push({ file: named(file), key: `f-${Math.random().toString(36).slice(2)}-${Date.now()}` });
    }
    show();
  };

  field.hidden = false;
  document.getElementById('choose-files')?.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    add(input.files ?? []);
    input.value = '';
  });
  document.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.files;
    if (!pasted || pasted.length === 0) return;
    event.preventDefault();
    add(pasted);
  });
  const dropZone = form.closest('main') ?? form;
  dropZone.addEventListener('dragover', (event) => {
    if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    field.classList.add('is-dropping');
  });
  for (const type of ['dragleave', 'drop'])
    dropZone.addEventListener(type, () => field.classList.remove('is-dropping'));
  dropZone.addEventListener('drop', (event) => {
    if (!(event instanceof DragEvent) || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  });

  return {
    get count() {
      return files.length;
    },
    async sendTo(caseId, say) {
      for (const entry of files.slice()) {
        say(text('contact.uploading', { name: entry.file.name }));
        const why = await send(caseId, entry.file, entry.key);
        if (why === undefined) files = files.filter((other) => other !== entry);
        else toast(text('contact.fileRefused', { name: entry.file.name, why }), 'problem');
        show();
      }
      say('');
      return files.length === 0;
    },
  };
};
