/** Runs a trial without leaving the page, with its progress; without scripts the form is sent as any other. */
import { text } from './frame/texts.ts';
import { toast } from './frame/toast.ts';

const form = document.querySelector<HTMLFormElement>('#trial-form')!;
const progress = document.getElementById('trial-progress')!;
const share = document.querySelector<HTMLProgressElement>('#trial-share')!;
const result = document.getElementById('trial-result')!;

type Line = { readonly share?: number; readonly html?: string; readonly problem?: string };

const take = (line: Line): void => {
  if (line.share !== undefined) share.value = line.share * 100;
  if (line.problem !== undefined) toast(line.problem, 'problem');
  if (line.html === undefined) return;
  result.innerHTML = line.html;
  result.querySelector<HTMLElement>('h2')?.focus();
};

const run = async (button: HTMLElement): Promise<void> => {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) if (typeof value === 'string') body.append(name, value);
  const response = await fetch(form.action, {
    method: 'POST',
    body,
    headers: { Accept: 'application/x-ndjson, application/json;q=0.5' },
  });
  if (!response.ok || !response.body) {
    const { detail } = (await response.json()) as { detail?: string };
    return toast(detail ?? text('failed'), 'problem');
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = `${rest}${read.value}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(JSON.parse(line) as Line);
  }
};

form.addEventListener('submit', (event) => {
  const { submitter } = event;
  if (!(submitter instanceof HTMLButtonElement) || submitter.value !== 'run') return;
  event.preventDefault();
  submitter.disabled = true;
  progress.hidden = false;
  share.value = 0;
  void run(submitter)
    .catch(() => toast(text('offline'), 'problem'))
    .finally(() => {
      submitter.disabled = false;
      progress.hidden = true;
    });
});
