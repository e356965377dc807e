/** Reads the attributes and extension elements of the vocabularies a model may use: Camunda 7, Zeebe and our own. */
import type { ModdleElement } from '../../model/parse-bpmn.ts';

/** A foreign element as bpmn-moddle keeps it when it knows no descriptor. */
export type ForeignElement = {
  readonly $type: string;
  readonly $body?: string;
  readonly $children?: readonly ForeignElement[];
  readonly [attribute: string]: unknown;
};

/** Prefixes of equal standing; Camunda 7's forks kept its words. */
const camundaPrefixes = ['camunda', 'ladder', 'operaton', 'activiti', 'flowable'];

/** The attribute in whichever vocabulary has it, for instance `camunda:topic`; `undefined` when absent or blank. */
export const attributeOf = (element: ModdleElement, name: string): string | undefined => {
  for (const prefix of camundaPrefixes) {
    const value = element.$attrs[`${prefix}:${name}`];
    if (value !== undefined && value.trim() !== '') return value;
  }
  return undefined;
};

/** All extension elements of one name, for instance `inputOutput`, of the Camunda vocabularies; or `zeebe:…` when written so. */
export const extensionsOf = (element: ModdleElement, name: string): readonly ForeignElement[] => {
  const container = element['extensionElements'] as { values?: ForeignElement[] } | undefined;
  const wanted = name.includes(':') ? [name] : camundaPrefixes.map((prefix) => `${prefix}:${name}`);
  return (container?.values ?? []).filter(({ $type }) => wanted.includes($type));
};

export const extensionOf = (element: ModdleElement, name: string): ForeignElement | undefined =>
  extensionsOf(element, name)[0];

/** Children by local name. */
export const childrenOf = (element: ForeignElement, localName: string): readonly ForeignElement[] =>
  (element.$children ?? []).filter(({ $type }) => $type.endsWith(`:${localName}`));

/** A foreign element's attribute, `undefined` when absent or blank. */
export const foreignAttribute = (element: ForeignElement | undefined, name: string): string | undefined => {
  const value = element?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};
