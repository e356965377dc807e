/** Tells the bpmn.io editors the page's language; what has no translation stays English. */
import chinese from './translate/zh-CN.json' with { type: 'json' };

const words: Readonly<Record<string, string>> = document.documentElement.lang.startsWith('zh') ? chinese : {};

export const translateWord = (template: string, values: Readonly<Record<string, string>> = {}): string =>
  (words[template] ?? template).replaceAll(/\{([^}]+)\}/g, (place, name: string) => values[name] ?? place);

/** A module for the `additionalModules` of bpmn-js and dmn-js. */
export const translateModule = { translate: ['value', translateWord] };
