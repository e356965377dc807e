/** Attaches files to a case: chosen, or dropped on the list. */
import { text } from '../frame/texts.ts';
import { toast } from '../frame/toast.ts';
import { refreshPage } from '../live/refresh.ts';

/** Sends one file; false when it was refused or there is no connection. */
export const attachFile = async (caseId: string, file: File): Promise<boolean> => {
  const body = new FormData();
  body.set('file', file, file.name);
  const sent = await fetch(`/api/v1/cases/${caseId}/attachments`, { method: 'POST', body }).catch(() => undefined);
  toast(text(sent?.ok ? 'fileAdded' : 'fileRefused', { name: file.name }), sent?.ok ? 'success' : 'problem');
  return sent?.ok === true;
};

export const startAttaching = (): void => {
  const place = document.querySelector<HTMLElement>('[data-attach]');
  const picker = place?.querySelector<HTMLInputElement>('[data-attach-files]');
  const caseId = place?.dataset['attach'];
  if (!picker || caseId === undefined) return;
  const attach = async (files: readonly File[]): Promise<void> => {
    for (const file of files) await attachFile(caseId, file);
    await refreshPage();
  };
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])];
    picker.value = '';
    void attach(files);
  });
  const card = place?.closest<HTMLElement>('.card');
  card?.addEventListener('dragover', (event) => event.preventDefault());
  card?.addEventListener('drop', (event) => {
    event.preventDefault();
    void attach([...(event.dataTransfer?.files ?? [])]);
  });
};
