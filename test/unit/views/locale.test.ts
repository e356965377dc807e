import { expect } from 'chai';
import { chooseLocale } from '../../../views/locale.ts';

describe('Language of a reader', () => {
  const examples: readonly (readonly [chosen: string | undefined, accepted: string | undefined, locale: string])[] = [
    ['en', 'zh-CN', 'en'],
    ['zh-CN', 'en', 'zh-CN'],
    [undefined, 'en-US,en;q=0.9,zh;q=0.8', 'en'],
    [undefined, 'zh-TW;q=0.4, en;q=0.3', 'zh-CN'],
    [undefined, 'zh;q=0, en;q=0.1', 'en'],
    [undefined, 'fr, de;q=0.9', 'zh-CN'],
    [undefined, undefined, 'zh-CN'],
    ['<script>', '', 'zh-CN'],
  ];
  for (const [chosen, accepted, locale] of examples)
    it(`is ${locale} for the choice ${chosen} and the browser’s ${accepted}`, () => {
      expect(chooseLocale(chosen, accepted)).to.equal(locale);
    });
});
