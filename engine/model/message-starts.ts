/** Which messages begin a process: its message start events and instantiating receive tasks (BPMN 2.0.2 §10.5.2, §10.3.3). */
import type { Definition } from '../definition.ts';
import type { ModdleElement } from './parse-bpmn.ts';

export type MessageStart = { readonly message: string; readonly startEventId: string };

const nameOf = (holder: ModdleElement): string | undefined => (holder['messageRef'] as ModdleElement | undefined)?.name;

const messageOf = (element: ModdleElement): string | undefined => {
  if (element.$type === 'bpmn:ReceiveTask') return element['instantiate'] === true ? nameOf(element) : undefined;
  if (element.$type !== 'bpmn:StartEvent') return undefined;
  const definitions = (element['eventDefinitions'] ?? []) as ModdleElement[];
  const message = definitions.find(({ $type }) => $type === 'bpmn:MessageEventDefinition');
  return message && nameOf(message);
};

export const messageStartsOf = ({ model, key }: Definition): MessageStart[] => {
  const elements = (model.elementsById[key]?.['flowElements'] ?? []) as ModdleElement[];
  return elements.flatMap((element) => {
    const message = messageOf(element);
    return message === undefined || element.id === undefined ? [] : [{ message, startEventId: element.id }];
  });
};
