/** The only door to bpmn-moddle: BPMN XML in, a typed-enough object tree out, with everything the parser complained about. */
import { BpmnModdle } from 'bpmn-moddle';
import { readBpmnSource, type BpmnSource } from './bpmn-source.ts';
import type { ModdleElement } from './moddle-element.ts';
import { withAsciiIds, type AsciiText } from './non-ascii-ids.ts';
import { speakCamunda } from './vendor-dialects.ts';

export type { ModdleElement } from './moddle-element.ts';

/** A reference as bpmn-moddle records it: `property` of `element` names `id`. */
export type Reference = { readonly element: ModdleElement; readonly property: string; readonly id: string };

/** The whole result of reading one file, in the shape bpmn-moddle gives and moddle-context-serializer takes. */
export type BpmnModel = {
  readonly rootElement: ModdleElement;
  readonly elementsById: Readonly<Record<string, ModdleElement>>;
  readonly references: readonly Reference[];
  readonly warnings: readonly { readonly message: string; readonly element?: ModdleElement }[];
  /** References to nothing in this file. */
  readonly unresolved: readonly Reference[];
  readonly source: BpmnSource;
};

type Writable = Record<string, unknown>;

type ParserWarning = { message: string; element?: ModdleElement; property?: string; value?: string };

type Parsed = {
  rootElement: ModdleElement;
  elementsById: Record<string, ModdleElement>;
  references: Reference[];
  warnings: ParserWarning[];
};

const moddle = new BpmnModdle();

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Tools write `tns:message1` where the standard has a QName; moddle only finds `message1`. */
const resolvePrefixed = (parsed: Parsed): Reference[] => {
  const unresolved: Reference[] = [];
  for (const { message, element, property = '', value = '' } of parsed.warnings) {
    if (element === undefined || !message.startsWith('unresolved reference')) continue;
    const target = Object.hasOwn(parsed.elementsById, value)
      ? parsed.elementsById[value]
      : parsed.elementsById[localName(value)];
    const name = localName(property);
    if (target === undefined || !value.includes(':')) {
      unresolved.push({ element, property: name, id: value });
      continue;
    }
    const present = element[name];
    if (Array.isArray(present)) present.push(target);
    else (element as Writable)[name] = target;
    parsed.references.push({ element, property, id: target.id! });
  }
  return unresolved;
};

/** Everybody addresses elements by id, but the standard makes it optional and hand-written flows often have none. */
const nameAnonymousElements = (parsed: Parsed): void => {
  const visit = (container: ModdleElement): void => {
    for (const [index, element] of ((container['flowElements'] ?? []) as ModdleElement[]).entries()) {
      if (element.id === undefined) {
        let id = `${container.id ?? 'process'}_${localName(element.$type)}_${index + 1}`;
        while (Object.hasOwn(parsed.elementsById, id)) id += '_';
        (element as Writable)['id'] = id;
        parsed.elementsById[id] = element;
      }
      visit(element);
    }
  };
  for (const root of (parsed.rootElement['rootElements'] ?? []) as ModdleElement[]) visit(root);
};

const restoreIds = (parsed: Parsed, { restore, originalOf }: AsciiText): Parsed => {
  restore(parsed.rootElement);
  const elements = Object.entries(parsed.elementsById).map(([id, element]) => [originalOf(id), element] as const);
  return {
    ...parsed,
    elementsById: Object.fromEntries(elements),
    references: parsed.references.map((reference) => ({ ...reference, id: originalOf(reference.id) })),
    warnings: parsed.warnings.map((warning) =>
      warning.value === undefined ? warning : { ...warning, value: originalOf(warning.value) },
    ),
  };
};

/** Reads BPMN 2.0 XML. Rejects with the parser's error when the text is no XML or no BPMN at all. */
export const parseBpmn = async (xml: string, source: BpmnSource = readBpmnSource(xml)): Promise<BpmnModel> => {
  const ascii = withAsciiIds(source.text, source.lines.keys());
  const parsed = restoreIds((await moddle.fromXML(ascii.text)) as Parsed, ascii);
  const unresolved = resolvePrefixed(parsed);
  nameAnonymousElements(parsed);
  speakCamunda(parsed.rootElement, source.namespaces);
  return { ...parsed, unresolved, source };
};

/** The tree with its diagrams, which running leaves out. Rejects like {@link parseBpmn}. */
export const parseDrawnBpmn = async (xml: string): Promise<ModdleElement> => {
  const ascii = withAsciiIds(xml, readBpmnSource(xml).lines.keys());
  return restoreIds((await moddle.fromXML(ascii.text)) as Parsed, ascii).rootElement;
};
