/** Keeps "2 h 15 min left" true while the page stays open. The service's clock counts, not the browser's. */
import { remainingText, urgencyOf, workedBetween, type Spans } from '../../remaining.ts';
import { text } from '../frame/texts.ts';

const tickMs = 15_000;

const momentOf = (value: string | undefined): Date | undefined => (value ? new Date(value) : undefined);

let aheadMs = 0;
let stampedMs = 0;
let spans: Readonly<Record<string, Spans>> = {};

/** The service's present moment, as far as the page knows. */
export const serviceNow = (): Date => new Date(Date.now() - aheadMs);

const readClock = (): void => {
  const stamped = momentOf(document.querySelector<HTMLElement>('[data-now]')?.dataset['now']);
  if (!stamped) return;
  stampedMs = stamped.getTime();
  aheadMs = Date.now() - stampedMs;
  spans = JSON.parse(document.getElementById('spans')?.textContent ?? '{}') as typeof spans;
};

/** Working time that is left, or below zero since the limit, where not every hour counts. */
const leftOf = ({ left, calendar }: DOMStringMap, now: Date): { leftMs?: number } => {
  if (left === undefined || calendar === undefined) return {};
  return { leftMs: Number(left) - workedBetween(spans[calendar] ?? [], stampedMs, now.getTime()) };
};

const tick = (): void => {
  const now = serviceNow();
  for (const element of document.querySelectorAll<HTMLElement>('[data-due]')) {
    const [dueAt, remindAt] = [momentOf(element.dataset['due']), momentOf(element.dataset['remind'])];
    const promised = {
      ...leftOf(element.dataset, now),
      isPaused: 'paused' in element.dataset,
      ...(dueAt && { dueAt }),
      ...(remindAt && { remindAt }),
    };
    const urgency = urgencyOf(promised, now);
    if (!element.classList.contains(`due-${urgency}`)) {
      for (const name of Array.from(element.classList)) if (name.startsWith('due-')) element.classList.remove(name);
      element.classList.add(`due-${urgency}`);
    }
    const place = element.querySelector('[data-remaining]');
    const words = remainingText(promised, now, text);
    if (place && place.textContent !== words) place.textContent = words;
  }
};

export const startCountdown = (): void => {
  readClock();
  tick();
  setInterval(tick, tickMs);
  document.addEventListener('refreshed', () => {
    readClock();
    tick();
  });
};
