/** Input and output mappings in the three vocabularies a model may use: `camunda:inputOutput`, `zeebe:ioMapping`, data associations. */
import type { Data } from '../../data.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { childrenOf, extensionOf, foreignAttribute, type ForeignElement } from './extension.ts';
import { bodyExpression, textExpression, valueExpression } from './expression.ts';

/** Something that yields a value from a scope. */
export type ValueSource = { evaluate(scope: Data, moment: Date): unknown };

export type Mapping = {
  /** The variable written. */
  readonly target: string;
  readonly value: ValueSource;
};

export type Mappings = {
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly hidesUnmapped: boolean;
};

/** A `camunda:` parameter's value: a list, a map, a FEEL script, an expression or text. */
const camundaValue = (parameter: ForeignElement): ValueSource => {
  for (const child of parameter.$children ?? []) {
    if (child.$type.endsWith(':list')) {
      const items = (child.$children ?? []).map(camundaValue);
      return { evaluate: (scope, moment) => items.map((item) => item.evaluate(scope, moment)) };
    }
    if (child.$type.endsWith(':map')) {
      const entries = childrenOf(child, 'entry').map((entry) => [String(entry['key']), camundaValue(entry)] as const);
      return {
        evaluate: (scope, moment) =>
          Object.fromEntries(entries.map(([key, value]) => [key, value.evaluate(scope, moment)])),
      };
    }
    if (child.$type.endsWith(':script'))
      return valueExpression(child.$body ?? '', foreignAttribute(child, 'scriptFormat'));
  }
  const text = parameter.$body ?? '';
  return text.trim() === '' ? { evaluate: () => null } : textExpression(text);
};

const camundaMappings = (element: ForeignElement, kind: 'inputParameter' | 'outputParameter'): Mapping[] =>
  childrenOf(element, kind).map((parameter) => ({
    target: String(parameter['name']),
    value: camundaValue(parameter),
  }));

const zeebeMappings = (element: ForeignElement, kind: 'input' | 'output'): Mapping[] =>
  childrenOf(element, kind).map((mapping) => ({
    target: foreignAttribute(mapping, 'target') ?? '',
    value: textExpression(foreignAttribute(mapping, 'source') ?? ''),
  }));

/** The variable behind an item-aware element: a data object reference stands for its data object. */
export const variableOf = (element: ModdleElement | undefined): string | undefined => {
  const target = (element?.['dataObjectRef'] as ModdleElement | undefined) ?? element;
  return target?.name ?? element?.name ?? target?.id;
};

const associationMapping = (association: ModdleElement): Mapping[] => {
  const assignments = (association['assignment'] as ModdleElement[] | undefined) ?? [];
  if (assignments.length > 0)
    return assignments.flatMap((assignment) => {
      const value = bodyExpression(assignment['from']);
      const target = (assignment['to'] as { body?: string } | undefined)?.body?.trim().replace(/^=\s*|^\$\{|\}$/g, '');
      return value && target ? [{ target, value }] : [];
    });
  const target = variableOf(association['targetRef'] as ModdleElement | undefined);
  const source = variableOf((association['sourceRef'] as ModdleElement[] | undefined)?.[0]);
  const transformation = bodyExpression(association['transformation']);
  if (target === undefined) return [];
  if (transformation) return [{ target, value: transformation }];
  return source === undefined ? [] : [{ target, value: { evaluate: (scope) => scope[source] } }];
};

const associations = (element: ModdleElement, property: string): Mapping[] =>
  ((element[property] as ModdleElement[] | undefined) ?? []).flatMap(associationMapping);

export const mappingsOf = (element: ModdleElement): Mappings => {
  const camunda = extensionOf(element, 'inputOutput');
  const zeebe = extensionOf(element, 'zeebe:ioMapping');
  const zeebeOutputs = zeebe ? zeebeMappings(zeebe, 'output') : [];
  return {
    inputs: [
      ...associations(element, 'dataInputAssociations'),
      ...(camunda ? camundaMappings(camunda, 'inputParameter') : []),
      ...(zeebe ? zeebeMappings(zeebe, 'input') : []),
    ],
    outputs: [
      ...(camunda ? camundaMappings(camunda, 'outputParameter') : []),
      ...zeebeOutputs,
      ...associations(element, 'dataOutputAssociations'),
    ],
    hidesUnmapped: zeebeOutputs.length > 0,
  };
};
