/**
 * Every sentence of the pages, by key: `locales/<locale>/<subject>.json`, key `<subject>.<name>`. A key that is missing is a
 * failure, never an empty place; the locale test finds it before a reader does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { viewsFolder } from './views-folder.ts';
import { locales, type Locale } from './locale.ts';

export type Values = Readonly<Record<string, string | number>>;

/** The text of a key in one language; `{name}` is replaced by the value of that name. `key_one` is used for a count of one. */
export type Translate = (key: string, values?: Values) => string;

export type Texts = Readonly<Record<string, string>>;

const readTexts = (locale: Locale): Texts => {
  const folder = join(viewsFolder, 'locales', locale);
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) =>
        Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Texts).map(([name, text]) => [
          `${basename(file, '.json')}.${name}`,
          text,
        ]),
      ),
  );
};

const all: Readonly<Record<Locale, Texts>> = {
  'zh-CN': readTexts('zh-CN'),
  en: readTexts('en'),
};

export const textsOf = (locale: Locale): Texts => all[locale];

const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

const translateIn =
  (locale: Locale): Translate =>
  (key, values = {}) => {
    const texts = all[locale];
    const text = (values['count'] === 1 ? texts[`${key}_one`] : undefined) ?? texts[key];
    if (text === undefined) throw new Error(`There is no text '${key}' in ${locale}; add it under views/locales.`);
    return fill(text, values);
  };

export const translations: Readonly<Record<Locale, Translate>> = Object.fromEntries(
  locales.map((locale) => [locale, translateIn(locale)]),
) as Record<Locale, Translate>;

/** The texts of one subject for scripts that know them by the whole key. */
export const keyedTexts = (locale: Locale, subject: string): Texts =>
  Object.fromEntries(Object.entries(all[locale]).filter(([key]) => key.startsWith(`${subject}.`)));

/** The texts of one subject for scripts in the browser, keyed by name. */
export const subjectTexts = (locale: Locale, subject: string): Texts =>
  Object.fromEntries(
    Object.entries(all[locale])
      .filter(([key]) => key.startsWith(`${subject}.`))
      .map(([key, text]) => [key.slice(subject.length + 1), text]),
  );
