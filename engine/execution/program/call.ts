/** A call activity (§10.3.6): which process it calls, what it hands over and what it takes back. */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { attributeOf, extensionOf, extensionsOf, foreignAttribute, type ForeignElement } from './extension.ts';
import { textExpression, valueExpression } from './expression.ts';
import type { Mapping } from './mapping.ts';

export type CallWork = {
  readonly kind: 'call';
  readonly calledElement: Expression;
  readonly binding: 'latest' | 'deployment' | 'version' | 'versionTag';
  readonly version?: Expression;
  readonly versionTag?: Expression;
  readonly businessKey?: Expression;
  /** `all`: the child gets (gives back) every variable in sight, before the mappings. */
  readonly sendsAll: boolean;
  readonly returnsAll: boolean;
  readonly sends: readonly Mapping[];
  readonly returns: readonly Mapping[];
};

const bindings = ['latest', 'deployment', 'version', 'versionTag'] as const;

const mappings = (elements: readonly ForeignElement[]): Mapping[] =>
  elements.flatMap((element): Mapping[] => {
    const target = foreignAttribute(element, 'target');
    const source = foreignAttribute(element, 'source');
    const expression = foreignAttribute(element, 'sourceExpression');
    if (target === undefined) return [];
    if (expression !== undefined) return [{ target, value: valueExpression(expression) }];
    return source === undefined ? [] : [{ target, value: { evaluate: (scope) => scope[source] } }];
  });

const passesAll = (elements: readonly ForeignElement[]): boolean =>
  elements.some((element) => element['variables'] === 'all');

export const callOf = (element: ModdleElement): CallWork => {
  const zeebe = extensionOf(element, 'zeebe:calledElement');
  const ins = extensionsOf(element, 'in');
  const outs = extensionsOf(element, 'out');
  const binding = attributeOf(element, 'calledElementBinding') ?? foreignAttribute(zeebe, 'bindingType') ?? 'latest';
  const version = attributeOf(element, 'calledElementVersion');
  const versionTag = attributeOf(element, 'calledElementVersionTag') ?? foreignAttribute(zeebe, 'versionTag');
  const businessKey = ins.map((entry) => foreignAttribute(entry, 'businessKey')).find((key) => key !== undefined);
  return {
    kind: 'call',
    calledElement: textExpression(
      foreignAttribute(zeebe, 'processId') ?? (element['calledElement'] as string | undefined) ?? '',
    ),
    binding: bindings.find((known) => known === binding) ?? 'latest',
    sendsAll: zeebe ? zeebe['propagateAllParentVariables'] !== 'false' : passesAll(ins),
    returnsAll: zeebe ? zeebe['propagateAllChildVariables'] !== 'false' : passesAll(outs),
    sends: mappings(ins),
    returns: mappings(outs),
    ...(version !== undefined && { version: textExpression(version) }),
    ...(versionTag !== undefined && { versionTag: textExpression(versionTag) }),
    ...(businessKey !== undefined && { businessKey: textExpression(businessKey) }),
  };
};
