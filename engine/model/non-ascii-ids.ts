/**
 * XML allows ids in any script (`投诉`), the moddle parsers only in ASCII. So before parsing each such id is replaced by a stand-in,
 * wherever it is a whole attribute or text, and put back afterwards; nothing outside notices.
 */
import { containedIn, type ModdleElement } from './moddle-element.ts';

const ASCII_ID = /^[a-z_][\w.-]*$/i;
const XML_ID = /^[\p{L}_][\p{L}\p{N}\p{M}._\-\u00B7]*$/u;

const WHOLE_VALUE = /(=\s*)(?:"([^"<]*)"|'([^'<]*)')|>([^<>]+)(?=<)/g;

type StandIns = ReadonlyMap<string, string>;

const standInsFor = (ids: Iterable<string>): Map<string, string> => {
  const standIns = new Map<string, string>();
  for (const id of ids) {
    if (ASCII_ID.test(id) || !XML_ID.test(id)) continue;
    const standIn = `standIn-${standIns.size}-for-non-ascii-id`;
    // DMN refers to an id with a # before it
    standIns.set(id, standIn).set(`#${id}`, `#${standIn}`);
  }
  return standIns;
};

const replaced = (text: string, standIns: StandIns): string =>
  text.replace(WHOLE_VALUE, (whole, equals?: string, double?: string, single?: string, body?: string) => {
    const value = double ?? single ?? body?.trim() ?? '';
    const standIn = standIns.get(value);
    if (standIn === undefined) return whole;
    return body === undefined ? `${equals}"${standIn}"` : `>${body.replace(value, standIn)}`;
  });

type Writable = Record<string, unknown>;

const restoreIn = (element: ModdleElement, originals: StandIns): void => {
  for (const owner of [element as Writable, (element.$attrs ?? {}) as Writable])
    for (const [key, value] of Object.entries(owner)) {
      const original = key !== '$type' && typeof value === 'string' ? originals.get(value) : undefined;
      if (original !== undefined) owner[key] = original;
    }
};

/** The text to parse, and the way back for what came out of it. */
export type AsciiText = {
  readonly text: string;
  readonly originalOf: (id: string) => string;
  restore(root: ModdleElement): void;
};

export const withAsciiIds = (text: string, ids: Iterable<string>): AsciiText => {
  const standIns = standInsFor(ids);
  const originals = new Map([...standIns].map(([id, standIn]) => [standIn, id]));
  return {
    text: standIns.size === 0 ? text : replaced(text, standIns),
    originalOf: (id) => originals.get(id) ?? id,
    restore: (root) => {
      if (standIns.size === 0) return;
      const open = [root];
      for (let element = open.pop(); element !== undefined; element = open.pop()) {
        restoreIn(element, originals);
        open.push(...containedIn(element));
      }
    },
  };
};
