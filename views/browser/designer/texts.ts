/** The sentences of the designers' scripts, sent with their pages: `locales/<locale>/modeler.json`, keys in full. */
const texts = JSON.parse(document.getElementById('modeler-texts')?.textContent ?? '{}') as Record<string, string>;

export const hasText = (key: string): boolean => key in texts;

export const text = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  ((values['count'] === 1 ? texts[`${key}_one`] : undefined) ?? texts[key] ?? key).replaceAll(
    /\{(\w+)\}/g,
    (place, name: string) => String(values[name] ?? place),
  );
