/** A form of filters is sent as soon as one is chosen; without scripts it has a button. */
export const startAutosubmit = (): void => {
  document.querySelector<HTMLFormElement>('form[data-autosubmit]')?.addEventListener('change', ({ currentTarget }) => {
    if (currentTarget instanceof HTMLFormElement) currentTarget.requestSubmit();
  });
};
