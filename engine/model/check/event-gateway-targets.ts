/** Behind an event-based gateway stand only events to wait for, each reached from it alone (§10.6.6). */
import type { ModdleElement } from '../moddle-element.ts';
import type { CheckedModel } from './checked-model.ts';
import { eventDefinitionsOf, hasTrigger, triggerOf } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const WAITABLE = new Set(['message', 'timer', 'signal', 'conditional']);

const canWait = (target: ModdleElement): boolean => {
  if (typeOf(target) === 'ReceiveTask') return true;
  const definitions = eventDefinitionsOf(target);
  return (
    typeOf(target) === 'IntermediateCatchEvent' &&
    definitions.length > 0 &&
    definitions.every((definition) => WAITABLE.has(triggerOf(definition)))
  );
};

const targetProblem = (model: CheckedModel, gateway: ModdleElement, target: ModdleElement): string | undefined => {
  if (!canWait(target))
    return 'only receive tasks and catch events for messages, timers, signals and conditions may follow it';
  if (model.incoming(target).some(({ source }) => source !== gateway)) return 'no other sequence flow may lead there';
  if (typeOf(target) === 'ReceiveTask' && model.boundaries(target).length > 0)
    return 'a receive task behind it must not have boundary events';
  return undefined;
};

const isStartEvent = (element: ModdleElement | undefined): boolean =>
  element !== undefined && typeOf(element) === 'StartEvent';

function* startingProblems(model: CheckedModel, gateway: ModdleElement): Iterable<Finding> {
  if (gateway['instantiate'] === true && model.incoming(gateway).some(({ source }) => !isStartEvent(source)))
    yield {
      element: gateway,
      message: `${sentence(title(gateway))} starts the process and has incoming sequence flows; remove them or its instantiate mark.`,
    };
  if (gateway['eventGatewayType'] === 'Parallel' && gateway['instantiate'] !== true)
    yield {
      element: gateway,
      message: `${sentence(title(gateway))} waits for all its events, which only one that starts the process can; set instantiate or make it exclusive.`,
    };
}

export const eventGatewayTargets: Rule = {
  name: 'event-gateway-targets',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const gateway of model.nodes) {
      if (typeOf(gateway) !== 'EventBasedGateway') continue;
      const targets = model.outgoing(gateway).flatMap(({ target }) => target ?? []);
      if (model.outgoing(gateway).length < 2)
        yield {
          element: gateway,
          message: `${sentence(title(gateway))} has ${targets.length} outgoing sequence flows; it needs two or more events to choose from.`,
        };
      for (const target of targets) {
        const problem = targetProblem(model, gateway, target);
        if (problem !== undefined)
          yield { element: target, message: `${sentence(title(target))} follows ${title(gateway)}; ${problem}.` };
      }
      const waitsByTask = targets.some((target) => typeOf(target) === 'ReceiveTask');
      if (waitsByTask && targets.some((target) => typeOf(target) !== 'ReceiveTask' && hasTrigger(target, 'message')))
        yield {
          element: gateway,
          message: `${sentence(title(gateway))} is followed by receive tasks and message events; use one kind for all messages.`,
        };
      yield* startingProblems(model, gateway);
    }
  },
};
