/**
 * Follows the service's live events while the page can be seen. A hidden page keeps no connection: browsers allow six to one
 * address, and agents keep more pages open than that.
 */
import { text } from '../frame/texts.ts';

export type CaseChange = {
  readonly caseId: string;
  readonly types?: readonly string[];
  readonly tasks?: readonly { readonly id: string }[];
};

/** Changes come in bursts; one refresh answers them all. */
const gatherMs = 700;
/** An answer that is no stream ends the browser's own attempts; ours go on at this distance. */
const againMs = 5000;

const showState = (isLost: boolean): void => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-live-state]')) {
    place.hidden = !isLost;
    place.textContent = isLost ? text('liveLost') : '';
  }
};

/** The last change the page was made with; what came after it is asked for, so that nothing is missed in between. */
const madeUpTo = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[name="made-up-to"]')?.content || undefined;

const addressOf = (path: string, seen: string | undefined): string => {
  const address = new URL(path, location.href);
  if (seen !== undefined) address.searchParams.set('lastEventId', seen);
  return address.href;
};

/** Calls `changed` after every change since the page was made, also those of a time without connection. */
export const followChanges = (changed: (changes: readonly CaseChange[]) => void, path = '/api/v1/events'): void => {
  let source: EventSource | undefined;
  let seen = madeUpTo();
  let gathered: CaseChange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const changes = gathered;
      gathered = [];
      changed(changes);
    }, gatherMs);
  };
  const open = (): void => {
    if (source) return;
    source = new EventSource(addressOf(path, seen));
    source.addEventListener('case', ({ data, lastEventId }) => {
      seen = lastEventId;
      gathered.push(JSON.parse(String(data)) as CaseChange);
      later();
    });
    source.addEventListener('ready', ({ lastEventId }) => {
      seen ??= lastEventId;
    });
    source.addEventListener('reset', ({ lastEventId }) => {
      seen = lastEventId;
      later();
    });
    // Whoever is signed out is shown so when the page is asked for again.
    source.addEventListener('signedOut', later);
    source.addEventListener('open', () => {
      showState(false);
      // What a refresh could not fetch in the meantime is fetched now.
      if (wasLost) later();
      wasLost = false;
    });
    source.addEventListener('error', () => {
      wasLost = true;
      showState(true);
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(() => {
        if (!document.hidden) open();
      }, againMs);
    });
  };
  const close = (): void => {
    source?.close();
    source = undefined;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  if (!document.hidden) open();
};
