/** Keeps a batch's page up to date while it runs; without scripts the page is reloaded by hand. */
const place = document.getElementById('batch-progress');

const refresh = async (): Promise<void> => {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('batch-progress');
  if (!place || !fresh) return;
  place.replaceChildren(...fresh.childNodes);
  place.dataset['status'] = fresh.dataset['status'];
  follow();
};

const follow = (): void => {
  if (place?.dataset['status'] === 'running' || place?.dataset['status'] === 'stopping')
    setTimeout(() => void refresh().catch(follow), 1000);
};

follow();
