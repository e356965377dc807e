import type { Locale } from '../locale.ts';

/** A name written `中文 / English` in a diagram or form, in one language; any other name as it is. */
export const localName = (name: string, locale: Locale): string => {
  const [zh, en, ...more] = name.split(/\s+\/\s+/);
  if (zh === undefined || en === undefined || more.length > 0) return name;
  return locale === 'en' ? en : zh;
};
