/** Which messages a process relays to cases bound to its own: throw events and send tasks marked `ladder:relay="bound"`. */
import type { Definition } from '../definition.ts';
import type { ModdleElement } from './parse-bpmn.ts';

const nameOf = (holder: ModdleElement | undefined): string | undefined =>
  (holder?.['messageRef'] as ModdleElement | undefined)?.name;

const thrownBy = (element: ModdleElement): (string | undefined)[] => [
  nameOf(element),
  ...((element['eventDefinitions'] ?? []) as ModdleElement[]).map(nameOf),
];

export const relayedMessagesOf = ({ elements, model }: Definition): ReadonlySet<string> => {
  const relaying = [...elements.values()].filter(({ attributes }) => attributes['ladder:relay'] === 'bound');
  const thrown = relaying.flatMap(({ id }) => {
    const element = model.elementsById[id];
    return element ? thrownBy(element) : [];
  });
  return new Set(thrown.filter((message) => message !== undefined));
};
