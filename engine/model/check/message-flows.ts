/** A message flow joins two different pools or elements of theirs (§9.3). */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { isEvent, isGateway } from './element-types.ts';
import { elementOf, elementsOf, sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const SENDERS = new Set(['EndEvent', 'IntermediateThrowEvent']);
const RECEIVERS = new Set(['StartEvent', 'IntermediateCatchEvent', 'BoundaryEvent']);
const DATA = new Set(['DataObject', 'DataObjectReference', 'DataStoreReference', 'SequenceFlow', 'Lane']);

type Pools = ReadonlyMap<ModdleElement | undefined, ModdleElement>;

/** The pool an end of the flow belongs to. */
const poolOf = (model: CheckedModel, end: ModdleElement, pools: Pools): ModdleElement | undefined => {
  if (typeOf(end) === 'Participant') return end;
  const process = model.scopeOf(end)?.process;
  return process && pools.get(process);
};

const endProblem = (end: ModdleElement, isSource: boolean): string | undefined => {
  if (isGateway(end)) return 'a gateway neither sends nor receives messages';
  if (DATA.has(typeOf(end))) return 'only pools, activities and events send or receive messages';
  if (!isEvent(end) || (isSource ? SENDERS : RECEIVERS).has(typeOf(end))) return undefined;
  return isSource
    ? 'a message leaves from a throw or end event'
    : 'a message arrives at a start, catch or boundary event';
};

export const messageFlows: Rule = {
  name: 'message-flows',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const collaboration of model.collaborations) {
      const participants = elementsOf(collaboration, 'participants');
      const pools = new Map(participants.map((pool) => [elementOf(pool, 'processRef'), pool] as const));
      for (const flow of elementsOf(collaboration, 'messageFlows')) {
        const [source, target] = [elementOf(flow, 'sourceRef'), elementOf(flow, 'targetRef')];
        for (const end of [source, target]) {
          const problem = end && endProblem(end, end === source);
          if (problem !== undefined)
            yield { element: flow, message: `${sentence(title(flow))} is connected to ${title(end!)}; ${problem}.` };
        }
        const pool = source && poolOf(model, source, pools);
        if (pool !== undefined && target !== undefined && pool === poolOf(model, target, pools))
          yield {
            element: flow,
            message: `${sentence(title(flow))} stays inside ${title(pool)}; a message flow joins different pools, use a sequence flow or a signal here.`,
          };
      }
    }
  },
};
