/** The worklist while it stays open: counts, countdown, selection, keys, and changes as they happen. */
import { send } from './frame/send.ts';
import { text } from './frame/texts.ts';
import { toast } from './frame/toast.ts';
import { startAutosubmit } from './list/autosubmit.ts';
import { startCountdown } from './list/countdown.ts';
import { startRowKeys } from './list/row-keys.ts';
import { startSelection } from './list/selection.ts';
import { followChanges } from './live/follow.ts';
import { refreshPage } from './live/refresh.ts';

/** Counting costs more than listing, so it follows at a distance. */
const countEveryMs = 5000;
let countedAt = 0;

const showCounts = async (): Promise<void> => {
  if (Date.now() - countedAt < countEveryMs) return;
  countedAt = Date.now();
  const response = await fetch(`/worklist/counts${countQuery()}`, { headers: { Accept: 'application/json' } });
  if (!response.ok) return;
  const counts = (await response.json()) as Record<string, string>;
  for (const place of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const count = counts[place.dataset['count'] ?? ''];
    if (count === undefined) continue;
    place.textContent = count;
    place.hidden = false;
  }
};

const countQuery = (): string => {
  const parameters = new URLSearchParams(location.search);
  parameters.delete('after');
  return `?${parameters.toString()}`;
};

const refresh = async (): Promise<void> => {
  if (await refreshPage()) await showCounts().catch(() => {});
};

/** Buttons act in the background: the list stays where it is. */
const startActions = (): void => {
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement) || form.id !== 'selection' || !(submitter instanceof HTMLButtonElement))
      return;
    if ('leadsOn' in submitter.dataset) return;
    event.preventDefault();
    void act(form, submitter);
  });
};

const act = async (form: HTMLFormElement, { name, value }: HTMLButtonElement): Promise<void> => {
  const taskId = name === 'action' ? new FormData(form).getAll('taskId') : [];
  const { ok, body } = await send('/worklist/selection', { [name]: value, taskId });
  const refusals = body['refusals'];
  if (!ok) toast(text('failed'), 'problem');
  else if (Array.isArray(refusals) && refusals.length > 0) toast(String(refusals[0]), 'problem');
  for (const pick of document.querySelectorAll<HTMLInputElement>('.pick input:checked')) pick.checked = false;
  await refresh();
};

startCountdown();
startSelection();
startRowKeys();
startActions();
startAutosubmit();
void showCounts().catch(() => {});
followChanges(() => void refresh());
