/** Every expression an element carries, with the words for its place. */
import type { ModdleElement } from '../moddle-element.ts';
import { eventDefinitionsOf } from './element-types.ts';
import { camundaOf, elementOf, elementsOf, extensionsOf, textOf } from './properties.ts';

export type PlacedExpression = { readonly place: string; readonly text: string; readonly language?: string };

/** Where only an expression makes sense, text without a mark is FEEL; XPath is the standard's default that nobody means. */
const bodyOf = (place: string, expression: ModdleElement | undefined): PlacedExpression[] => {
  const text = textOf(expression, 'body');
  return text === undefined ? [] : [valueOf(place, text, textOf(expression, 'language'))];
};

const valueOf = (place: string, text: string, language?: string): PlacedExpression => {
  if (/^\s*=|[$#]\{/.test(text)) return { place, text };
  return { place, text, language: language === undefined || /xpath/i.test(language) ? 'feel' : language };
};

const TEXT_ATTRIBUTES = new Set(
  [
    'assignee',
    'candidateUsers',
    'candidateGroups',
    'dueDate',
    'followUpDate',
    'priority',
    'taskPriority',
    'topic',
    'decisionRef',
  ].map((name) => `camunda:${name}`),
);

const attributesOf = (element: ModdleElement): PlacedExpression[] =>
  Object.entries(element.$attrs)
    .filter(([name]) => TEXT_ATTRIBUTES.has(name))
    .map(([name, text]) => ({ place: name.slice('camunda:'.length), text }));

/** A parameter's text, or the expressions of its lists, maps and scripts. */
const parameterExpressions = (place: string, parameter: ModdleElement): PlacedExpression[] => {
  const children = parameter.$children ?? [];
  const own = parameter.$body?.trim();
  if (children.length === 0) return own === undefined || own === '' ? [] : [{ place, text: own }];
  return children.flatMap((child) => {
    if (!child.$type.endsWith(':script')) return parameterExpressions(place, child);
    const script = child.$body?.trim();
    return script === undefined || script === '' ? [] : [valueOf(place, script, textOf(child, 'scriptFormat'))];
  });
};

const mappingsOf = (element: ModdleElement): PlacedExpression[] =>
  extensionsOf(element).flatMap((extension) => {
    const children = extension.$children ?? [];
    if (extension.$type === 'camunda:inputOutput')
      return children.flatMap((parameter) => parameterExpressions(`mapping of '${String(parameter.name)}'`, parameter));
    if (extension.$type === 'zeebe:ioMapping')
      return children.map((mapping) => ({
        place: `mapping of '${textOf(mapping, 'target') ?? ''}'`,
        text: textOf(mapping, 'source') ?? '',
      }));
    const source = textOf(extension, 'sourceExpression');
    return source === undefined ? [] : [valueOf(`mapping of '${textOf(extension, 'target') ?? ''}'`, source)];
  });

const loopExpressions = (loop: ModdleElement | undefined): PlacedExpression[] => {
  if (loop === undefined) return [];
  const collection = camundaOf(loop, 'collection');
  return [
    ...bodyOf('cardinality', elementOf(loop, 'loopCardinality')),
    ...bodyOf('completion condition', elementOf(loop, 'completionCondition')),
    ...bodyOf('loop condition', elementOf(loop, 'loopCondition')),
    ...(collection === undefined ? [] : [valueOf('collection', collection)]),
  ];
};

const associationExpressions = (element: ModdleElement): PlacedExpression[] =>
  [...elementsOf(element, 'dataInputAssociations'), ...elementsOf(element, 'dataOutputAssociations')].flatMap(
    (association) => [
      ...bodyOf('data transformation', elementOf(association, 'transformation')),
      ...elementsOf(association, 'assignment').flatMap((each) => bodyOf('data assignment', elementOf(each, 'from'))),
    ],
  );

const isNamedByExpression = (element: ModdleElement): boolean => /:(?:Message|Signal)$/.test(element.$type);

export const expressionsOf = (element: ModdleElement): PlacedExpression[] => [
  ...bodyOf('condition', elementOf(element, 'conditionExpression')),
  ...bodyOf('completion condition', elementOf(element, 'completionCondition')),
  ...bodyOf('activation condition', elementOf(element, 'activationCondition')),
  ...eventDefinitionsOf(element).flatMap((definition) => [
    ...bodyOf('condition', elementOf(definition, 'condition')),
    ...attributesOf(definition),
  ]),
  ...loopExpressions(elementOf(element, 'loopCharacteristics')),
  ...attributesOf(element),
  ...mappingsOf(element),
  ...associationExpressions(element),
  ...(isNamedByExpression(element) && element.name !== undefined ? [{ place: 'name', text: element.name }] : []),
];
