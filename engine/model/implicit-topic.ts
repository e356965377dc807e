/**
 * Work that another engine would do itself (a Java class, a bean, a web service operation) is external work here; what
 * names it there becomes the topic under which a worker can take it over.
 */
import type { ModdleElement } from './moddle-element.ts';

const WORDS = ['class', 'delegateExpression', 'expression', 'connectorId', 'type'];

/** `${payment.charge(order)}` → `payment.charge`. */
const nameIn = (text: string): string =>
  text
    .replace(/^[$#]\{|\}$/g, '')
    .replace(/\(.*$/s, '')
    .trim();

const connectorId = (element: ModdleElement): string | undefined => {
  const extensions = (element['extensionElements'] as ModdleElement | undefined)?.['values'] as
    readonly ModdleElement[] | undefined;
  const connector = extensions?.find(({ $type }) => $type === 'camunda:connector');
  return connector?.$children?.find(({ $type }) => $type === 'camunda:connectorId')?.$body;
};

/** The name of the implementation a model gives instead of a topic; undefined when it gives none. */
export const implicitTopic = (element: ModdleElement): string | undefined => {
  for (const word of WORDS) {
    const text = element.$attrs[`camunda:${word}`];
    if (text !== undefined && text.trim() !== '' && text !== 'external') return nameIn(text);
  }
  const operation = element['operationRef'] as ModdleElement | undefined;
  const implementation = element['implementation'] as string | undefined;
  const named = implementation === undefined || /^##|^$/.test(implementation) ? undefined : implementation;
  return connectorId(element) ?? operation?.name ?? operation?.id ?? named;
};
