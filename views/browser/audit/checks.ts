/** `<a data-check="id">` leads to the page with the result of a check in the element of that id; here only that element is replaced. */
import { text } from '../frame/texts.ts';
import { toast } from '../frame/toast.ts';

const check = async (link: HTMLAnchorElement): Promise<void> => {
  const id = link.dataset['check'] ?? '';
  const place = document.getElementById(id);
  if (!place) return;
  place.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(link.href, { headers: { Accept: 'text/html' } });
    if (!response.ok) throw new Error(String(response.status));
    const checked = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById(id);
    if (!checked) throw new Error('no result');
    place.replaceWith(checked);
    document.querySelector<HTMLElement>(`[data-check="${id}"]`)?.focus();
  } catch {
    toast(text('failed'), 'problem');
  } finally {
    place.removeAttribute('aria-busy');
  }
};

export const startChecks = (): void => {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-check]') : undefined;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void check(link);
  });
};
