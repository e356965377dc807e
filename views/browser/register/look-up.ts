/** Shows who calls, what they called about before, and what was answered then, while the agent types. */
import { formToken } from '../frame/send.ts';
import { morph } from '../live/morph.ts';

const quietMs = 350;
/** The record system is asked in the background; its answer is looked for a few times. */
const askAgainMs = 1500;
const mostAsked = 6;

const watched = new Set(['phone', 'subject', 'description', 'category']);

export const startLookUp = (form: HTMLFormElement): void => {
  const place = document.getElementById('known');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let latest = 0;

  const lookUp = async (): Promise<void> => {
    const body = new URLSearchParams({ formToken: formToken() });
    for (const name of watched) {
      const field = form.elements.namedItem(name);
      if (field && 'value' in field && field.value) body.set(name, field.value);
    }
    latest += 1;
    const mine = latest;
    const response = await fetch('/register/check', { method: 'POST', body, headers: { 'X-Fragment': 'yes' } });
    // An answer that came after a newer question is out of date.
    if (!response.ok || mine !== latest || !place) return;
    const fresh = place.cloneNode(false) as HTMLElement;
    fresh.append(...new DOMParser().parseFromString(await response.text(), 'text/html').body.childNodes);
    morph(place, fresh);
    if (place.querySelector('[data-asking]') && asked < mostAsked) {
      asked += 1;
      timer = setTimeout(() => void lookUp().catch(() => {}), askAgainMs);
    }
  };

  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLElement) || !watched.has(target.getAttribute('name') ?? '')) return;
    clearTimeout(timer);
    asked = 0;
    timer = setTimeout(() => void lookUp().catch(() => {}), quietMs);
  });

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-use-customer]') : null;
    if (!button) return;
    for (const [name, value] of Object.entries(
      JSON.parse(button.dataset['customer'] ?? '{}') as Record<string, string>,
    )) {
      const field = form.elements.namedItem(name);
      if (field && 'value' in field) field.value = value;
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
    form.querySelector<HTMLElement>('[name=category]')?.focus();
  });
  const phone = form.elements.namedItem('phone');
  if (phone && 'value' in phone && phone.value) void lookUp().catch(() => {});
};
