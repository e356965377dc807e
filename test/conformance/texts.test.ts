import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { locales } from '../../views/locale.ts';
import { textsOf } from '../../views/texts.ts';

const filesOf = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));

const keyPattern = /[a-z]\w*(?:\.\w[\w-]*)+/.source;

/** Keys a file names in full, and beginnings of keys it completes at run time. */
const namedIn = (text: string, isTemplate: boolean): { keys: string[]; prefixes: string[] } => {
  const full = isTemplate
    ? new RegExp(`(?:\\{\\{|\\()\\s*t "(${keyPattern})"`, 'g')
    : new RegExp(`'(${keyPattern})'`, 'g');
  const begun = isTemplate ? /(?!)/g : /[`'](\w+\.(?:[\w-]+\.)*)(?:\$\{|')/g;
  return {
    keys: [...text.matchAll(full)].map(([, key]) => key!),
    prefixes: [...text.matchAll(begun)].map(([, prefix]) => prefix!),
  };
};

const sources = [...filesOf('views', '.ts'), ...filesOf('api/pages', '.ts')].map((file) => readFileSync(file, 'utf8'));
const templates = filesOf('views/templates', '.hbs').map((file) => readFileSync(file, 'utf8'));
const subjects = new Set(Object.keys(textsOf('en')).map((key) => key.split('.')[0]));

const inTemplates = templates.map((text) => namedIn(text, true));
const inSources = sources.map((text) => namedIn(text, false));
/** In code any quoted text may look like a key; one that begins with a subject of ours is meant as one. */
const namedKeys = [
  ...inTemplates.flatMap(({ keys }) => keys),
  ...inSources.flatMap(({ keys }) => keys).filter((key) => subjects.has(key.split('.')[0])),
];
const prefixes = inSources.flatMap((named) => named.prefixes).filter((prefix) => subjects.has(prefix.split('.')[0]));
const placesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted();

describe('Texts of the pages', () => {
  it('say the same in every language', () => {
    const [first, ...others] = locales.map((locale) =>
      Object.keys(textsOf(locale))
        .filter((key) => !key.endsWith('_one'))
        .toSorted(),
    );
    for (const keys of others) expect(keys).to.deep.equal(first);
  });

  it('are there for every key that is used', () => {
    const texts = textsOf('en');
    expect(
      [...new Set(namedKeys)].filter((key) => !(key in texts) && !/\.(?:js|css|svg|json)$/.test(key)),
    ).to.deep.equal([]);
  });

  it('are all used', () => {
    const used = new Set(namedKeys);
    const isUsed = (key: string): boolean =>
      used.has(key.replace(/_one$/, '')) ||
      prefixes.some((prefix) => key.startsWith(prefix)) ||
      key.startsWith('browser.');
    expect(Object.keys(textsOf('en')).filter((key) => !isUsed(key))).to.deep.equal([]);
  });

  it('have the same places to fill in', () => {
    const [zh, en] = [textsOf('zh-CN'), textsOf('en')];
    const different = Object.keys(zh).filter(
      (key) => !(`${key}_one` in en) && placesOf(zh[key]!).join() !== placesOf(en[key] ?? '').join(),
    );
    expect(different).to.deep.equal([]);
  });

  it('are never empty', () => {
    for (const locale of locales)
      expect(Object.entries(textsOf(locale)).filter(([, text]) => text.trim() === '')).to.deep.equal([]);
  });
});
