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

const showState = (isLost: boolean): void => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-live-state]')) {
    place.hidden = !isLost;
    place.textContent = isLost ? text('liveLost') : '';
  }
};

/** Calls `changed` after changes, and once after a time without connection. */
export const followChanges = (changed: (changes: readonly CaseChange[]) => void, path = '/api/v1/events'): void => {
  let source: EventSource | undefined;
  let gathered: CaseChange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasAway = false;
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
    source = new EventSource(path);
    source.addEventListener('case', ({ data }) => {
      gathered.push(JSON.parse(String(data)) as CaseChange);
      later();
    });
    source.addEventListener('reset', later);
    source.addEventListener('open', () => {
      showState(false);
      if (wasAway) later();
      wasAway = false;
    });
    source.addEventListener('error', () => {
      wasAway = true;
      showState(true);
    });
  };
  const close = (): void => {
    source?.close();
    source = undefined;
    wasAway = true;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  if (!document.hidden) open();
};
