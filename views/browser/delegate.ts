/** Passing tasks on: typing part of a name or id leaves the colleagues that fit; Enter takes the first of them. */
const field = document.querySelector<HTMLInputElement>('[data-find-colleague]');
const none = document.querySelector<HTMLElement>('[data-none-found]');

const colleagues = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-colleague]')];

const narrow = (): void => {
  const wanted = (field?.value ?? '').trim().toLowerCase();
  for (const line of colleagues()) {
    line.hidden = !(line.textContent ?? '').toLowerCase().includes(wanted);
    const radio = line.querySelector('input');
    if (line.hidden && radio) radio.checked = false;
  }
  if (none) none.hidden = colleagues().some((line) => !line.hidden);
};

const goToFirst = (): void => {
  const radio = colleagues()
    .find((line) => !line.hidden)
    ?.querySelector('input');
  if (!radio) return;
  radio.checked = true;
  radio.focus();
};

// It appears with this script only, too late for `autofocus`.
if (document.activeElement === document.body) field?.focus();
field?.addEventListener('input', narrow);
field?.addEventListener('keydown', (event) => {
  if (event.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  goToFirst();
});
