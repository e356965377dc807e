/** Filling in a task's form: form-js in place of the plain form, drafts as one types, completion in the background. */
import { send } from '../frame/send.ts';
import { text } from '../frame/texts.ts';
import { toast } from '../frame/toast.ts';
import { openDrafts, type DraftConflict, type Drafts } from './drafts.ts';
import type { TaskForm } from './form.ts';
import type { TaskPageData } from './page-data.ts';
import { chooseVersion } from './versions.ts';

const show = (selector: string, isShown: boolean): void => {
  for (const element of document.querySelectorAll<HTMLElement>(selector)) element.hidden = !isShown;
};

const sayState = (words: string): void => {
  const place = document.querySelector('[data-draft-state]');
  if (place) place.textContent = words;
};

const showProblems = (problems: readonly string[]): void => {
  const place = document.querySelector<HTMLElement>('[data-form-problems]');
  if (!place) return;
  place.hidden = problems.length === 0;
  place.textContent = problems.join(' ');
};

const clock = (at: Date): string =>
  at.toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const complete = async (taskId: string, form: TaskForm | undefined, drafts: Drafts): Promise<void> => {
  // form-js takes over what was typed a moment later, or when the field is left.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await new Promise((resolve) => setTimeout(resolve));
  if (form && !form.check()) return;
  await drafts.flush();
  const data = form?.data() ?? {};
  const { ok, status, body } = await send(`/tasks/${taskId}/complete`, { data, commandKey: crypto.randomUUID() });
  if (ok) {
    drafts.forget();
    const { message, next } = body as { message?: string; next?: string };
    sessionStorage.setItem('caseladder-toast', message ?? '');
    location.assign(next ?? '/worklist');
    return;
  }
  const problems = body['problems'];
  if (status === 422 && typeof problems === 'object' && problems !== null) {
    showProblems(form?.showProblems(problems as Record<string, string>) ?? []);
    return;
  }
  // Somebody was faster, or the task is gone: the page shows both versions.
  if (status === 409 || status === 404 || status === 401) location.reload();
  else
    toast(typeof body['detail'] === 'string' ? body['detail'] : text(status === 0 ? 'offline' : 'failed'), 'problem');
};

/** Answers a function that waits until everything written is kept. */
export const startFillingIn = async (page: TaskPageData): Promise<() => Promise<void>> => {
  const { taskId, userId, schema } = page;
  const opened: { form?: TaskForm } = {};
  const settle = async (stored: DraftConflict, own: Record<string, unknown>): Promise<void> => {
    const isSame = JSON.stringify(stored.data) === JSON.stringify(own);
    const choice = isSame ? 'own' : await chooseVersion(stored.data, own, schema);
    drafts.settle(stored);
    if (choice === 'own') return drafts.change(own);
    drafts.forget();
    await opened.form?.replace(stored.data);
  };
  const drafts: Drafts = openDrafts(
    { taskId, userId, version: page.draftVersion },
    {
      saved: (at) => sayState(text('draftSaved', { at: clock(at) })),
      failed: (isSignedOut) => sayState(text(isSignedOut ? 'draftSignedOut' : 'draftHere')),
      conflicting: (stored, own) => {
        void settle(stored, own);
      },
      gone: () => location.reload(),
    },
  );
  const left = drafts.left();
  const container = document.querySelector<HTMLElement>('[data-form]');
  const plain = document.querySelector<HTMLElement>('[data-plain-form]');
  if (!schema || !container) {
    plain?.removeAttribute('data-waiting');
    return () => drafts.flush();
  }
  try {
    const { openForm } = await import('./form.ts');
    container.hidden = false;
    opened.form = await openForm(container, schema, { ...page.data, ...left }, (data) => drafts.change(data));
  } catch (error) {
    // Without form-js the plain form does.
    container.hidden = true;
    plain?.removeAttribute('data-waiting');
    throw error;
  }
  if (left) drafts.change({ ...page.data, ...left });
  plain?.remove();
  show('[data-form-end]', true);
  const finish = (): void => void complete(taskId, opened.form, drafts);
  document.querySelector('[data-complete]')?.addEventListener('click', finish);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !document.querySelector('dialog[open]')) finish();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void drafts.flush();
  });
  addEventListener('pagehide', () => void drafts.flush());
  return () => drafts.flush();
};
