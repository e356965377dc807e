/** Loop characteristics (§13.3.6 standard loop, §13.3.7 multi-instance), compiled. */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { eventDefinitionOf, type EventDefinition } from './event-definition.ts';
import { attributeOf, extensionOf, foreignAttribute } from './extension.ts';
import { bodyExpression, valueExpression } from './expression.ts';
import { variableOf } from './mapping.ts';

export type StandardLoop = {
  readonly kind: 'standard';
  readonly testBefore: boolean;
  readonly maximum?: number;
  readonly condition?: Expression;
};

export type MultiInstance = {
  readonly kind: 'multiInstance';
  readonly isSequential: boolean;
  readonly cardinality?: Expression;
  readonly collection?: Expression;
  /** Variable that holds an instance's item. */
  readonly item?: string;
  /** Variable that collects the instances' outputs, in the order of their items. */
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  readonly completionCondition?: Expression;
  /** `loopCounter` of the first instance: 0 by the standard, 1 in Zeebe's vocabulary. */
  readonly firstCounter: number;
  /** Thrown when an instance completes: at every one, at the first one, or as conditions say. */
  readonly behaviour:
    | { readonly kind: 'all' }
    | { readonly kind: 'none' | 'one'; readonly event?: EventDefinition }
    | {
        readonly kind: 'complex';
        readonly cases: readonly { readonly condition?: Expression; readonly event?: EventDefinition }[];
      };
};

export type Loop = StandardLoop | MultiInstance;

const behaviourOf = (owner: ModdleElement, loop: ModdleElement): MultiInstance['behaviour'] => {
  const kind = (loop['behavior'] as string | undefined) ?? 'All';
  if (kind === 'None' || kind === 'One') {
    const reference = loop[kind === 'None' ? 'noneBehaviorEventRef' : 'oneBehaviorEventRef'] as
      ModdleElement | undefined;
    return {
      kind: kind === 'None' ? 'none' : 'one',
      ...(reference && { event: eventDefinitionOf(owner, reference) }),
    };
  }
  if (kind !== 'Complex') return { kind: 'all' };
  const definitions = (loop['complexBehaviorDefinition'] as ModdleElement[] | undefined) ?? [];
  return {
    kind: 'complex',
    cases: definitions.map((definition) => {
      const condition = bodyExpression(definition['condition']);
      const thrown = definition['event'] as ModdleElement | undefined;
      const [event] = (thrown?.['eventDefinitions'] as ModdleElement[] | undefined) ?? [];
      return { ...(condition && { condition }), ...(event && { event: eventDefinitionOf(owner, event) }) };
    }),
  };
};

const multiInstanceOf = (owner: ModdleElement, loop: ModdleElement): MultiInstance => {
  const zeebe = extensionOf(loop, 'zeebe:loopCharacteristics');
  const cardinality = bodyExpression(loop['loopCardinality']);
  const completionCondition = bodyExpression(loop['completionCondition']);
  const inputRef = variableOf(loop['loopDataInputRef'] as ModdleElement | undefined);
  const collectionText = attributeOf(loop, 'collection') ?? foreignAttribute(zeebe, 'inputCollection');
  const item =
    attributeOf(loop, 'elementVariable') ??
    foreignAttribute(zeebe, 'inputElement') ??
    variableOf(loop['inputDataItem'] as ModdleElement | undefined);
  const outputItem = variableOf(loop['outputDataItem'] as ModdleElement | undefined);
  const outputText = attributeOf(loop, 'outputElement') ?? foreignAttribute(zeebe, 'outputElement') ?? outputItem;
  const outputCollection =
    attributeOf(loop, 'outputCollection') ??
    foreignAttribute(zeebe, 'outputCollection') ??
    variableOf(loop['loopDataOutputRef'] as ModdleElement | undefined);
  const collection = collectionText ?? inputRef;
  return {
    kind: 'multiInstance',
    isSequential: loop['isSequential'] === true,
    firstCounter: zeebe ? 1 : 0,
    behaviour: behaviourOf(owner, loop),
    ...(cardinality && { cardinality }),
    ...(collection !== undefined && { collection: valueExpression(collection) }),
    ...(item !== undefined && { item }),
    ...(outputCollection !== undefined && { outputCollection }),
    ...(outputText !== undefined && { outputElement: valueExpression(outputText) }),
    ...(completionCondition && { completionCondition }),
  };
};

export const loopOf = (element: ModdleElement): Loop | undefined => {
  const loop = element['loopCharacteristics'] as ModdleElement | undefined;
  if (!loop) return undefined;
  if (loop.$type === 'bpmn:MultiInstanceLoopCharacteristics') return multiInstanceOf(element, loop);
  const condition = bodyExpression(loop['loopCondition']);
  const maximum = loop['loopMaximum'] as number | undefined;
  return {
    kind: 'standard',
    testBefore: loop['testBefore'] === true,
    ...(maximum !== undefined && { maximum }),
    ...(condition && { condition }),
  };
};
