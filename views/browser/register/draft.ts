/**
 * Keeps what is written in this browser until it is registered, so that a crash costs nothing. A form lives under its command
 * key, on which its window holds a lock: a kept form whose lock is free was left behind and is taken up again.
 */
import { fieldsOf, putFields } from './fields.ts';

export type Draft = {
  /** The contact is registered: nothing need be kept. */
  forget(): void;
};

type Kept = { readonly at: number; readonly fields: Record<string, string> };

const keptMs = 24 * 60 * 60 * 1000;
const afterMs = 300;

const written = ({ fields }: Kept): boolean =>
  ['phone', 'subject', 'description', 'name', 'orderNumber'].some((name) => (fields[name] ?? '') !== '');

const read = (name: string): Kept | undefined => {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '') as Kept;
  } catch {
    return undefined;
  }
};

/** Resolves to whether nobody else had it; holds it as long as the page lives. */
const hold = (name: string): Promise<boolean> =>
  'locks' in navigator
    ? new Promise((resolve) => {
        void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : new Promise<void>(() => {});
        });
      })
    : Promise.resolve(true);

const leftBehind = async (prefix: string): Promise<[string, Kept] | undefined> => {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const kept = read(name);
    if (!kept || Date.now() - kept.at > keptMs) localStorage.removeItem(name);
    else if (written(kept) && (await hold(name))) return [name, kept];
  }
  return undefined;
};

export const startDraft = (form: HTMLFormElement): Draft => {
  const prefix = `caseladder-contact:${form.dataset['user'] ?? ''}:`;
  const ownName = (): string => `${prefix}${fieldsOf(form)['commandKey'] ?? ''}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDone = false;
  const keep = (): void => {
    clearTimeout(timer);
    if (isDone) return;
    const { formToken, ...fields } = fieldsOf(form);
    const kept = { at: Date.now(), fields };
    try {
      if (written(kept)) localStorage.setItem(ownName(), JSON.stringify(kept));
      else localStorage.removeItem(ownName());
    } catch {
      // A full or forbidden store: the form itself still stands.
    }
  };
  const forget = (): void => {
    isDone = true;
    clearTimeout(timer);
    localStorage.removeItem(ownName());
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, afterMs);
  };
  form.addEventListener('input', later);
  addEventListener('pagehide', keep);
  document.querySelector('#discard-contact')?.addEventListener('click', forget);
  const restored = document.querySelector<HTMLElement>('#restored');
  document.querySelector('#start-afresh')?.addEventListener('click', () => {
    forget();
    location.assign('/register');
  });
  const isBlank = !written({ at: 0, fields: fieldsOf(form) });
  if (isBlank)
    void leftBehind(prefix).then((found) => {
      if (!found) return hold(ownName());
      putFields(form, found[1].fields);
      if (restored) restored.hidden = false;
      form.dispatchEvent(new CustomEvent('restored'));
      return true;
    });
  else void hold(ownName());
  return { forget };
};
