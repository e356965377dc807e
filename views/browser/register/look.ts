/** Asks what is known of caller and matter when one of them has changed, and again while another system is being asked. */
import { morph } from '../live/morph.ts';
import { fieldOf, fieldsOf } from './fields.ts';

const pauseMs = 500;
const againMs = 2000;
/** After this many questions nobody waits for the other system any more. */
const mostAgain = 20;
/** A whole mobile number, or one with its area code: worth looking up before the field is left. */
const wholeNumber = /^(?:1\d{10}|0\d{9,11})$/;

const matterFields = ['subject', 'description', 'category'];
const numberFields = ['phone', 'orderNumber'];
/** Filled in from the customer's record, as long as nobody has written there. */
const filledFields = ['name', 'address', 'phone', 'customerClass', 'centre'] as const;

const fillIn = (form: HTMLFormElement, card: HTMLElement): void => {
  for (const name of filledFields) {
    const field = fieldOf(form, name);
    const value = card.dataset[name === 'customerClass' ? 'class' : name] ?? '';
    if (!field || value === '' || field.dataset['touched'] !== undefined) continue;
    if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) continue;
    if (name === 'phone' && field.value !== '') continue;
    field.value = value;
  }
};

const context = (): HTMLElement => document.getElementById('contact-context')!;

export const startLooking = (form: HTMLFormElement): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;
  let askedAgain = 0;

  const look = async (): Promise<void> => {
    clearTimeout(timer);
    current?.abort();
    const mine = new AbortController();
    current = mine;
    try {
      const response = await fetch('/register/check', {
        method: 'POST',
        headers: { Accept: 'text/html', 'X-Fragment': 'yes' },
        body: new URLSearchParams(fieldsOf(form)),
        signal: mine.signal,
      });
      if (!response.ok || response.redirected) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.getElementById('contact-context');
      if (!fresh || mine.signal.aborted) return;
      morph(context(), document.importNode(fresh, true));
      const only = context().querySelector<HTMLElement>('[data-only]');
      if (only) fillIn(form, only);
      document.dispatchEvent(new CustomEvent('looked'));
      if ('asking' in context().dataset && askedAgain < mostAgain) {
        askedAgain += 1;
        timer = setTimeout(() => void look(), againMs);
      }
    } catch {
      // Without connection the form goes on; what is known comes with the next question.
    }
  };

  /** Another number is another caller: what was filled in for the one before goes. */
  const forgetCustomer = (): void => {
    for (const input of document.querySelectorAll('input[name=customerId]')) input.remove();
    for (const name of ['name', 'address', 'customerClass']) {
      const field = fieldOf(form, name);
      if (field && field.dataset['touched'] === undefined) field.value = name === 'customerClass' ? 'ordinary' : '';
    }
  };
  let lookedFor = '';
  const lookForCaller = (): void => {
    const wanted = numberFields.map((name) => fieldOf(form, name)?.value ?? '').join('|');
    if (wanted === lookedFor) return;
    lookedFor = wanted;
    askedAgain = 0;
    forgetCustomer();
    void look();
  };

  form.addEventListener('input', ({ target, isTrusted }) => {
    if (!(target instanceof HTMLElement) || !('name' in target)) return;
    const name = String(target.name);
    if (isTrusted) target.dataset['touched'] = '';
    if (name === 'phone' && wholeNumber.test((target as HTMLInputElement).value.replaceAll(/[\s()-]/g, '')))
      lookForCaller();
    if (!matterFields.includes(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), pauseMs);
  });
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && numberFields.includes(target.name)) lookForCaller();
  });
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== 'customerId') return;
    const card = target.closest<HTMLElement>('[data-customer]');
    if (card) fillIn(form, card);
    void look();
  });
  form.addEventListener('restored', () => void look());
  // Enter in the number looks it up; everywhere else it would register too early.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (!(event.target instanceof HTMLInputElement) || event.target.type === 'radio') return;
    event.preventDefault();
    if (numberFields.includes(event.target.name)) lookForCaller();
  });
  if (matterFields.concat(numberFields).some((name) => (fieldOf(form, name)?.value ?? '') !== '')) void look();
};
