/**
 * Saves a design shortly after every change. What is not saved yet is also kept in this browser, so that a closed window, a lost
 * connection or a session that ended costs nothing. A save that somebody overtook stops autosaving until a person decides.
 */
import { saveDesign, type Answer, type Design, type DesignFile } from './api.ts';

export type SaveState =
  | { readonly kind: 'saved' | 'changed' | 'saving' | 'offline' | 'signedOut' }
  | { readonly kind: 'overtaken'; readonly savedBy: string }
  | { readonly kind: 'refused'; readonly detail: string };

export type Draft = { readonly rev: number; readonly name: string; readonly files: readonly DesignFile[] };

const waitMs = 1500;
const retryMs = 5000;

const storageKey = (id: string): string => `caseladder-design-${id}`;

const keepHere = (id: string, draft: Draft): void => {
  try {
    localStorage.setItem(storageKey(id), JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs the safety net, not the work.
  }
};

const forgetHere = (id: string): void => localStorage.removeItem(storageKey(id));

/** What this browser kept of a design and the server does not have. */
export const unsavedDraft = (design: Design): Draft | undefined => {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey(design.id)) ?? 'null') as Draft | null;
    if (!kept || JSON.stringify(kept.files) === JSON.stringify(design.files)) return undefined;
    return kept;
  } catch {
    return undefined;
  }
};

export type Autosave = {
  changed(): void;
  /** Saves now; resolves with the revision that holds everything, or `undefined` when it could not be saved. */
  saveNow(): Promise<number | undefined>;
  /** Goes on from a revision that was written elsewhere, such as by a deployment. */
  rebase(rev: number): void;
  forget(): void;
};

const stateAfter = (answer: Answer<Design>): SaveState => {
  if (answer.ok) return { kind: 'saved' };
  if (answer.status === 0 || answer.status >= 500) return { kind: 'offline' };
  if (answer.code === 'NOT_SIGNED_IN') return { kind: 'signedOut' };
  if (answer.code === 'VERSION_CONFLICT') return { kind: 'overtaken', savedBy: String(answer.details['savedBy']) };
  return { kind: 'refused', detail: answer.detail };
};

export const startAutosave = (
  design: Design,
  current: () => Promise<Omit<Draft, 'rev'>>,
  show: (state: SaveState) => void,
): Autosave => {
  let { rev } = design;
  let change = 0;
  let savedChange = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | undefined;
  let isStopped = false;

  const schedule = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), delay);
  };

  const saveOnce = async (): Promise<void> => {
    const saved = change;
    const draft = await current();
    keepHere(design.id, { ...draft, rev });
    show({ kind: 'saving' });
    const answer = await saveDesign(design.id, rev, draft);
    const state = stateAfter(answer);
    if (answer.ok) {
      rev = answer.body.rev;
      savedChange = saved;
      if (change === saved) forgetHere(design.id);
    }
    isStopped = state.kind === 'overtaken';
    show(answer.ok && change !== saved ? { kind: 'changed' } : state);
    if (state.kind === 'offline') schedule(retryMs);
    else if (answer.ok && change !== saved) schedule(waitMs);
  };

  /** One save at a time: a second one would be on a revision that is about to be overtaken by the first. */
  const save = async (): Promise<void> => {
    if (isStopped || change === savedChange) return;
    saving ??= saveOnce().finally(() => {
      saving = undefined;
    });
    await saving;
  };

  addEventListener('beforeunload', (event) => {
    if (change !== savedChange) event.preventDefault();
  });

  return {
    changed() {
      change += 1;
      if (isStopped) return;
      show({ kind: 'changed' });
      schedule(waitMs);
    },
    async saveNow() {
      clearTimeout(timer);
      await saving;
      await save();
      return change === savedChange ? rev : undefined;
    },
    rebase(next) {
      rev = next;
    },
    forget() {
      isStopped = true;
      savedChange = change;
      clearTimeout(timer);
      forgetHere(design.id);
    },
  };
};
