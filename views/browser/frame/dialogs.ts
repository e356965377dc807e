/** `<button data-open="id">` opens a `<dialog>`; `<button data-close>` inside closes it. The browser keeps the focus inside. */
export const startDialogs = (): void => {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const opener = target?.closest<HTMLElement>('[data-open]');
    if (opener) {
      const dialog = document.getElementById(opener.dataset['open'] ?? '');
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    if (target?.closest('[data-close]')) target.closest('dialog')?.close();
  });
};
