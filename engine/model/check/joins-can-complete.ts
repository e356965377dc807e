/** A parallel join gets a token on each incoming flow, or it waits for ever. */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const EXCLUSIVE_SPLITS = new Set(['ExclusiveGateway', 'EventBasedGateway']);

/** The split a branch comes from, followed back while there is only one way in and out. */
const originOf = (model: CheckedModel, from: ModdleElement | undefined): ModdleElement | undefined => {
  const seen = new Set<ModdleElement>();
  let node = from;
  while (node !== undefined && !seen.has(node)) {
    seen.add(node);
    if (EXCLUSIVE_SPLITS.has(typeOf(node)) && model.outgoing(node).length > 1) return node;
    const incoming = model.incoming(node);
    if (incoming.length !== 1 || model.outgoing(node).length !== 1) return undefined;
    node = incoming[0]!.source;
  }
  return undefined;
};

export const joinsCanComplete: Rule = {
  name: 'joins-can-complete',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const join of model.nodes) {
      const incoming = model.incoming(join);
      if (typeOf(join) !== 'ParallelGateway' || incoming.length < 2) continue;
      const seen = new Set<ModdleElement>();
      let shared: ModdleElement | undefined;
      for (const { source } of incoming) {
        const origin = originOf(model, source);
        if (origin !== undefined && seen.has(origin)) shared = origin;
        if (origin !== undefined) seen.add(origin);
      }
      if (shared !== undefined)
        yield {
          element: join,
          message: `${sentence(title(join))} waits for several branches of ${title(shared)}, of which only one is ever taken, so it waits for ever; join them with an exclusive gateway.`,
        };
    }
  },
};
