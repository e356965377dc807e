/** An address that names an entry (`#entry-14`) leads to it unfolded. */
const unfold = (): void => {
  const entry = /^#entry-\d+$/.test(location.hash) ? document.querySelector(location.hash) : null;
  const details = entry?.querySelector('details');
  if (!details) return;
  details.open = true;
  entry?.scrollIntoView({ block: 'center' });
};

export const openEntryNamed = (): void => {
  unfold();
  window.addEventListener('hashchange', unfold);
};
