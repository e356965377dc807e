/** Registering a contact: who calls is looked up as the number is typed, files are pasted or dropped, nothing typed is lost. */
import { send } from './frame/send.ts';
import { text } from './frame/texts.ts';
import { toast } from './frame/toast.ts';
import { startFiles, uploadFiles } from './register/files.ts';
import { startLookUp } from './register/look-up.ts';

const kept = 'caseladder-register';

const valuesOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

const restore = (form: HTMLFormElement): void => {
  const stored = sessionStorage.getItem(kept);
  if (!stored) return;
  for (const [name, value] of Object.entries(JSON.parse(stored) as Record<string, string>)) {
    if (name === 'formToken' || name === 'commandKey') continue;
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field && 'value' in field && field.value === '') field.value = value;
  }
};

const showProblems = (form: HTMLFormElement, problems: Readonly<Record<string, string>>): void => {
  for (const place of form.querySelectorAll<HTMLElement>('[data-problem-of]')) {
    const name = place.dataset['problemOf'] ?? '';
    place.textContent = problems[name] ?? '';
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLElement) field.toggleAttribute('aria-invalid', name in problems);
    if (field instanceof HTMLElement && name in problems) field.setAttribute('aria-invalid', 'true');
  }
  form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
};

const register = async (form: HTMLFormElement): Promise<void> => {
  const button = form.querySelector<HTMLButtonElement>('.button-primary');
  if (button) button.disabled = true;
  const { ok, status, body } = await send('/register', valuesOf(form));
  if (button) button.disabled = false;
  if (!ok) {
    if (status === 422 && typeof body['problems'] === 'object')
      return showProblems(form, body['problems'] as Record<string, string>);
    return toast(
      typeof body['detail'] === 'string' ? body['detail'] : text(status === 0 ? 'offline' : 'failed'),
      'problem',
    );
  }
  const { caseId, href, message } = body as { caseId: string; href: string; message: string };
  sessionStorage.removeItem(kept);
  await uploadFiles(caseId);
  sessionStorage.setItem('caseladder-toast', message);
  location.assign(href);
};

const form = document.querySelector<HTMLFormElement>('[data-register]');
if (form) {
  restore(form);
  form.addEventListener('input', () => sessionStorage.setItem(kept, JSON.stringify(valuesOf(form))));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void register(form);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  startLookUp(form);
  startFiles(form);
}
