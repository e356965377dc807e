/** Sends the contact once, however often it is clicked; attaches the files afterwards and goes on when all is kept. */
import { send, type Sent } from '../frame/send.ts';
import { text } from '../frame/texts.ts';
import type { Draft } from './draft.ts';
import { fieldOf, fieldsOf } from './fields.ts';
import type { Files } from './files.ts';

type Problems = Readonly<Record<string, string>>;

const showProblems = (form: HTMLFormElement, problems: Problems): void => {
  const box = document.getElementById('contact-problems')!;
  const entries = Object.entries(problems);
  for (const place of form.querySelectorAll('.field-problem')) place.textContent = '';
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  box.querySelector('ul')?.replaceChildren(
    ...entries.map(([name, words]) => {
      const link = document.createElement('a');
      link.href = `#field-${name}`;
      link.textContent = words;
      const line = document.createElement('li');
      line.append(link);
      return line;
    }),
  );
  box.hidden = entries.length === 0;
  for (const [name, words] of entries) {
    const place = document.getElementById(`problem-${name}`);
    if (place) place.textContent = words;
    const field = fieldOf(form, name);
    field?.setAttribute('aria-invalid', 'true');
    field?.closest('details')?.setAttribute('open', '');
  }
  const [first] = entries;
  if (first) fieldOf(form, first[0])?.focus();
};

const offerFiles = (number: string, retry: () => void, href: string): void => {
  const box = document.getElementById('files-left')!;
  const words = document.createElement('p');
  words.textContent = text('contact.filesKept', { number });
  const again = document.createElement('button');
  again.className = 'button button-small';
  again.textContent = text('contact.retryFiles');
  again.addEventListener('click', retry);
  const on = document.createElement('a');
  on.className = 'button button-small';
  on.href = href;
  on.textContent = text('contact.goOn');
  const row = document.createElement('div');
  row.className = 'row';
  row.append(again, on);
  box.replaceChildren(words, row);
  box.hidden = false;
  box.scrollIntoView({ block: 'nearest' });
};

/** Somebody may have signed in again elsewhere: the page then needs the proof of the new session. */
const renewToken = async (): Promise<boolean> => {
  const response = await fetch('/register', { headers: { Accept: 'text/html' } }).catch(() => undefined);
  if (!response?.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector<HTMLMetaElement>('meta[name="form-token"]')?.content;
  const known = document.querySelector<HTMLMetaElement>('meta[name="form-token"]');
  if (fresh === undefined || !known || known.content === fresh) return false;
  known.content = fresh;
  return true;
};

const register = async (form: HTMLFormElement): Promise<Sent> => {
  const { formToken, ...fields } = fieldsOf(form);
  const sent = await send('/register', fields);
  const isForeign = sent.status === 401 || sent.status === 403;
  return isForeign && (await renewToken()) ? send('/register', fields) : sent;
};

export const startSubmitting = (form: HTMLFormElement, draft: Draft, files: Files): void => {
  const button = document.querySelector<HTMLButtonElement>('#submit-contact')!;
  const state = document.getElementById('contact-state')!;
  const say = (words: string): void => {
    state.textContent = words;
  };
  let isBusy = false;

  const attach = async (caseId: string, number: string, href: string): Promise<void> => {
    if (await files.sendTo(caseId, say)) location.assign(href);
    else offerFiles(number, () => void attach(caseId, number, href), href);
  };

  const submit = async (): Promise<void> => {
    say(text('contact.sending'));
    const { ok, status, body } = await register(form);
    if (ok && typeof body['href'] === 'string') {
      draft.forget();
      return attach(String(body['caseId']), String(body['caseNumber']), body['href']);
    }
    const problems = body['problems'];
    showProblems(
      form,
      status === 422 && problems !== null && typeof problems === 'object' ? (problems as Problems) : {},
    );
    if (status === 422) say(text('contact.problems'));
    else if (status === 0) say(text('contact.notSent'));
    else if (status === 401 || status === 403) say(text('contact.signedOut'));
    else say(typeof body['detail'] === 'string' ? body['detail'] : text('failed'));
  };

  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    button.setAttribute('aria-disabled', 'true');
    void submit().finally(() => {
      isBusy = false;
      button.removeAttribute('aria-disabled');
    });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
};
