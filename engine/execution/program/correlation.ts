/** Where a message's correlation key comes from: our own attribute, Zeebe's subscription, or the standard's correlation (§8.4.2). */
import type { Expression } from '../../model/expression/compile-expression.ts';
import type { ModdleElement } from '../../model/parse-bpmn.ts';
import { attributeOf, extensionOf, foreignAttribute } from './extension.ts';
import { bodyExpression, valueExpression } from './expression.ts';

/** The standard binds keys on the process: each property of the key is read from process data by its `dataPath`. */
const subscribedKey = (owner: ModdleElement): Expression | undefined => {
  for (let container = owner.$parent; container; container = container.$parent) {
    for (const subscription of (container['correlationSubscriptions'] as ModdleElement[] | undefined) ?? []) {
      const bindings = (subscription['correlationPropertyBinding'] as ModdleElement[] | undefined) ?? [];
      const paths = bindings.map((binding) => bodyExpression(binding['dataPath'])).filter((path) => path !== undefined);
      const [only] = paths;
      if (paths.length === 1 && only) return only;
      if (paths.length > 1)
        return {
          source: paths.map(({ source }) => source).join(' '),
          language: 'feel',
          evaluate: (scope, moment) => paths.map((path) => String(path.evaluate(scope, moment))).join(' '),
        };
    }
  }
  return undefined;
};

export const correlationKeyOf = (
  owner: ModdleElement,
  bearer: ModdleElement,
  message: ModdleElement | undefined,
): Expression | undefined => {
  for (const element of [bearer, owner, message]) {
    if (!element) continue;
    const key =
      attributeOf(element, 'correlationKey') ??
      foreignAttribute(extensionOf(element, 'subscription'), 'correlationKey') ??
      foreignAttribute(extensionOf(element, 'zeebe:subscription'), 'correlationKey');
    if (key !== undefined) return valueExpression(key);
  }
  return subscribedKey(owner);
};
