/** Sentences for scripts, sent with the page in its language: `locales/<locale>/browser.json`. */
const texts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}') as Record<string, string>;

export const text = (name: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (texts[name] ?? name).replaceAll(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
