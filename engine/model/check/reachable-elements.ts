/** Every element can be reached from a start (bpmnlint: no-disconnected, no-implicit-start). */
import type { ModdleElement } from '../moddle-element.ts';
import { startsByItself, type CheckedModel, type Scope } from './checked-model.ts';
import { eventDefinitionsOf, triggerOf } from './element-types.ts';
import { elementOf, sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

/** A scope without start events begins at every element to which nothing leads (§13.3.1). */
const entriesOf = (model: CheckedModel, { nodes }: Scope): ModdleElement[] => {
  const hasStart = nodes.some(
    (node) => typeOf(node) === 'StartEvent' || (node['instantiate'] === true && model.incoming(node).length === 0),
  );
  return nodes.filter((node) => {
    if (typeOf(node) === 'BoundaryEvent') return false;
    if (startsByItself(model, node) || node['instantiate'] === true) return true;
    return !hasStart && model.incoming(node).length === 0;
  });
};

const linkNames = (event: ModdleElement, type: string): string[] =>
  typeOf(event) === type
    ? eventDefinitionsOf(event).flatMap((definition) =>
        triggerOf(definition) === 'link' ? (definition.name ?? []) : [],
      )
    : [];

const reachedIn = (model: CheckedModel, scope: Scope): Set<ModdleElement> => {
  const reached = new Set<ModdleElement>();
  const open = entriesOf(model, scope);
  const linkTargets = new Map(
    scope.nodes.flatMap((node) => linkNames(node, 'IntermediateCatchEvent').map((name) => [name, node] as const)),
  );
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    open.push(
      ...model.outgoing(node).flatMap(({ target }) => target ?? []),
      ...model.boundaries(node),
      ...linkNames(node, 'IntermediateThrowEvent').flatMap((name) => linkTargets.get(name) ?? []),
    );
  }
  return reached;
};

export const reachableElements: Rule = {
  name: 'reachable-elements',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const scope of model.scopes) {
      const reached = reachedIn(model, scope);
      for (const node of scope.nodes)
        if (!reached.has(node) && !(typeOf(node) === 'BoundaryEvent' && elementOf(node, 'attachedToRef') === undefined))
          yield {
            element: node,
            message: `${sentence(title(node))} can never be reached; connect it or remove it.`,
          };
    }
  },
};
