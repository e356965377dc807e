/** The only door to dmn-moddle: DMN XML of any 1.x version in, an object tree out. */
import { DmnModdle } from 'dmn-moddle';
import type { ModdleElement } from '../moddle-element.ts';
import { withAsciiIds } from '../non-ascii-ids.ts';

/** An element of the parsed tree, with its properties under their DMN names. */
export type DmnElement = {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
};

const KNOWN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** The versions 1.1 to 1.5 differ in nothing that a decision's logic uses, but each has a namespace of its own. */
const OTHERS =
  /https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn\.xsd|20180521\/MODEL\/|20211108\/MODEL\/|20230324\/MODEL\/)/g;

const moddle = new DmnModdle();

/** Rejects when the text is no XML or no DMN. `warnings` tell what was left out. */
export const parseDmn = async (
  xml: string,
): Promise<{ readonly root: DmnElement; readonly warnings: readonly string[] }> => {
  const text = xml.replace(/^\uFEFF/, '').replaceAll(OTHERS, KNOWN);
  const ascii = withAsciiIds(
    text,
    [...text.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id!),
  );
  const parsed = (await moddle.fromXML(ascii.text)) as { rootElement: ModdleElement; warnings: { message: string }[] };
  ascii.restore(parsed.rootElement);
  return { root: parsed.rootElement, warnings: parsed.warnings.map(({ message }) => message) };
};

export const partsOf = (element: DmnElement | undefined, property: string): readonly DmnElement[] =>
  (element?.[property] as readonly DmnElement[] | undefined) ?? [];

export const partOf = (element: DmnElement | undefined, property: string): DmnElement | undefined =>
  element?.[property] as DmnElement | undefined;

/** The text of an expression element, without the blanks around it; empty when there is none. */
export const textIn = (element: DmnElement | undefined): string => {
  const text = element?.['text'];
  return typeof text === 'string' ? text.trim() : '';
};

export const stringOf = (element: DmnElement | undefined, property: string): string | undefined => {
  const value = element?.[property];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
