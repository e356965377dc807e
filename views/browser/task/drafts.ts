/**
 * Keeps what somebody writes, as they write: at once in the browser, a moment later on the server. The copy in the browser goes
 * when the server has it, so that it only ever holds what a crash or a lost connection left behind.
 */
import { send } from '../frame/send.ts';

export type FormData = Record<string, unknown>;

export type DraftConflict = { readonly data: FormData; readonly version: number };

type Draft = { readonly data: FormData };

const quietMs = 800;

export const openDrafts = (
  { taskId, userId, version }: { readonly taskId: string; readonly userId: string; readonly version: number },
  notify: {
    saved(at: Date): void;
    failed(isSignedOut: boolean): void;
    conflicting(stored: DraftConflict, own: FormData): void;
    gone(): void;
  },
) => {
  const place = `caseladder-draft:${userId}:${taskId}`;
  let basedOn = version;
  let waiting: FormData | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();

  const save = async (): Promise<void> => {
    const data = waiting;
    if (data === undefined) return;
    waiting = undefined;
    const { ok, status, body } = await send(`/api/v1/tasks/${taskId}/draft`, { data, basedOn }, 'PUT');
    if (ok) {
      basedOn = Number(body['version']);
      if (waiting === undefined) localStorage.removeItem(place);
      notify.saved(new Date(String(body['savedAt'])));
      if (body['isTaskOpen'] === false) notify.gone();
      return;
    }
    const stored = (body['details'] as { stored?: DraftConflict } | undefined)?.stored;
    if (status === 409 && stored) return notify.conflicting(stored, data);
    waiting ??= data;
    notify.failed(status === 401);
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(save);
    return running;
  };

  return {
    /** What a crash or a lost connection left in this browser. */
    left(): FormData | undefined {
      const kept = localStorage.getItem(place);
      return kept ? (JSON.parse(kept) as Draft).data : undefined;
    },
    change(data: FormData): void {
      waiting = data;
      localStorage.setItem(place, JSON.stringify({ data } satisfies Draft));
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), quietMs);
    },
    flush,
    /** After a conflict: what was chosen goes over the stored version. */
    settle(stored: DraftConflict): void {
      basedOn = stored.version;
    },
    forget(): void {
      clearTimeout(timer);
      waiting = undefined;
      localStorage.removeItem(place);
    },
  };
};

export type Drafts = ReturnType<typeof openDrafts>;
