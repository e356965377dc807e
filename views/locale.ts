/** The languages of the pages, and which one a reader gets. */
export const locales = ['zh-CN', 'en'] as const;

export type Locale = (typeof locales)[number];

export const isLocale = (text: unknown): text is Locale => locales.some((locale) => locale === text);

/**
 * The language of a reader: the one they chose, else the first of `Accept-Language` (RFC 9110, 12.5.4) that we speak,
 * else Chinese.
 */
export const chooseLocale = (chosen: string | undefined, acceptLanguage = ''): Locale => {
  if (isLocale(chosen)) return chosen;
  const wanted = acceptLanguage
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((left, right) => right.quality - left.quality);
  for (const { language } of wanted) {
    if (language === 'zh') return 'zh-CN';
    if (language === 'en') return 'en';
  }
  return 'zh-CN';
};
