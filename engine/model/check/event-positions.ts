/** Each trigger stands only where table 10.93 of the standard allows it. */
import type { ModdleElement } from '../moddle-element.ts';
import { eventDefinitionsOf, isEventSubProcess, triggerOf } from './element-types.ts';
import { sentence, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

type Position = { readonly words: string; readonly triggers: ReadonlySet<string>; readonly mayBeNone: boolean };

const position = (words: string, triggers: readonly string[], mayBeNone = false): Position => ({
  words,
  triggers: new Set(triggers),
  mayBeNone,
});

const ANYWHERE = ['message', 'timer', 'conditional', 'signal'];
const START = position('a start event of a process', ANYWHERE, true);
const SUB_PROCESS_START = position('a start event of a sub-process', [], true);
const EVENT_SUB_PROCESS_START = position('the start event of an event sub-process', [
  ...ANYWHERE,
  'error',
  'escalation',
  'compensate',
]);
const POSITIONS: ReadonlyMap<string, Position> = new Map([
  ['IntermediateCatchEvent', position('an intermediate catch event', [...ANYWHERE, 'link'])],
  [
    'IntermediateThrowEvent',
    position('an intermediate throw event', ['message', 'signal', 'escalation', 'compensate', 'link'], true),
  ],
  ['BoundaryEvent', position('a boundary event', [...ANYWHERE, 'error', 'escalation', 'compensate', 'cancel'])],
  [
    'EndEvent',
    position('an end event', ['message', 'signal', 'error', 'escalation', 'compensate', 'cancel', 'terminate'], true),
  ],
]);

const positionOf = (event: ModdleElement, scope: ModdleElement): Position | undefined => {
  if (typeOf(event) !== 'StartEvent') return POSITIONS.get(typeOf(event));
  if (typeOf(scope) === 'Process') return START;
  return isEventSubProcess(scope) ? EVENT_SUB_PROCESS_START : SUB_PROCESS_START;
};

const allowedWords = ({ triggers, mayBeNone }: Position): string => {
  if (triggers.size === 0) return 'no trigger';
  return `${[...triggers].join(', ')} ${mayBeNone ? 'or no trigger' : 'triggers'}`;
};

export const eventPositions: Rule = {
  name: 'event-positions',
  severity: 'error',
  *check(model): Iterable<Finding> {
    for (const { element: scope, nodes } of model.scopes)
      for (const event of nodes) {
        const place = positionOf(event, scope);
        if (place === undefined) continue;
        const definitions = eventDefinitionsOf(event);
        const mustHave = `${place.words} may have ${allowedWords(place)}`;
        for (const definition of definitions)
          if (!place.triggers.has(triggerOf(definition)))
            yield {
              element: event,
              message: `${sentence(title(event))} has a ${triggerOf(definition)} trigger; ${mustHave}.`,
            };
        if (definitions.length === 0 && !place.mayBeNone)
          yield { element: event, message: `${sentence(title(event))} has no trigger; ${mustHave}.` };
        if (definitions.length > 1 && definitions.some((definition) => triggerOf(definition) === 'link'))
          yield {
            element: event,
            message: `${sentence(title(event))} joins a link with other triggers; a link stands alone.`,
          };
      }
  },
};
