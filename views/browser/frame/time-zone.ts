/** Tells the server the reader's time zone; a first page in another zone than the server guessed is loaded again. */
export const rememberTimeZone = (): void => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const cookie = `caseladder-zone=${encodeURIComponent(timeZone)}`;
  if (document.cookie.split('; ').includes(cookie)) return;
  document.cookie = `${cookie}; Path=/; SameSite=Lax; Max-Age=31536000`;
  const isShown = document.querySelector('time') !== null && timeZone !== 'Asia/Shanghai';
  // A browser that keeps no cookies would load for ever.
  if (isShown && document.cookie.split('; ').includes(cookie)) location.reload();
};
