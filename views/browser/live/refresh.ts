/** Fetches the present page again and brings the parts marked `data-live` up to date in place. */
import { morph } from './morph.ts';

/** Resolves to false when the page could not be had. */
export const refreshPage = async (): Promise<boolean> => {
  try {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (response.redirected && new URL(response.url).pathname === '/sign-in') {
      location.reload();
      return false;
    }
    if (!response.ok) return false;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const focused = document.activeElement?.id;
    for (const part of document.querySelectorAll('[data-live]')) {
      const counterpart = part.id === '' ? null : fresh.getElementById(part.id);
      if (counterpart) morph(part, document.importNode(counterpart, true));
      else part.remove();
    }
    // A moved row loses the focus in browsers that cannot move without taking it out.
    if (focused && document.activeElement === document.body)
      document.getElementById(focused)?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent('refreshed'));
    return true;
  } catch {
    return false;
  }
};
