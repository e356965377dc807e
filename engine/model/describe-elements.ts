/** The public face of a process's elements. */
import type { ElementInfo } from '../definition.ts';
import { elementOf, elementsOf, typeOf } from './check/properties.ts';
import type { ModdleElement } from './moddle-element.ts';
import { calendarOf } from './timer/calendar-of.ts';

type Lane = { readonly id: string; readonly name: string | undefined };

/** The innermost lane of each element; inner lanes come later and win. */
const lanesOf = (scope: ModdleElement, lanes: Map<string, Lane>): void => {
  const visit = (laneSet: ModdleElement): void => {
    for (const lane of elementsOf(laneSet, 'lanes')) {
      for (const member of elementsOf(lane, 'flowNodeRef'))
        if (member.id !== undefined && lane.id !== undefined) lanes.set(member.id, { id: lane.id, name: lane.name });
      const inner = elementOf(lane, 'childLaneSet');
      if (inner !== undefined) visit(inner);
    }
  };
  for (const laneSet of elementsOf(scope, 'laneSets')) visit(laneSet);
};

const documentationOf = (element: ModdleElement): string | undefined => {
  const texts = elementsOf(element, 'documentation').map(({ text }) => (text as string | undefined) ?? '');
  const joined = texts.join('\n').trim();
  return joined === '' ? undefined : joined;
};

const timerCalendar = (event: ModdleElement): string | undefined =>
  elementsOf(event, 'eventDefinitions')
    .filter((definition) => typeOf(definition) === 'TimerEventDefinition')
    .map((definition) => calendarOf(definition, event))[0];

export const describeElements = (process: ModdleElement): Map<string, ElementInfo> => {
  const elements = new Map<string, ElementInfo>();
  const lanes = new Map<string, Lane>();
  const visit = (container: ModdleElement): void => {
    lanesOf(container, lanes);
    for (const element of [...elementsOf(container, 'flowElements'), ...elementsOf(container, 'artifacts')]) {
      const { id } = element;
      if (id === undefined) continue;
      const type = typeOf(element);
      const lane = lanes.get(id);
      const attachedToId = elementOf(element, 'attachedToRef')?.id;
      const documentation = documentationOf(element);
      const calendar = timerCalendar(element);
      elements.set(id, {
        id,
        type: type.charAt(0).toLowerCase() + type.slice(1),
        attributes: { ...element.$attrs },
        ...(element.name === undefined ? {} : { name: element.name }),
        ...(container.id === undefined ? {} : { parentId: container.id }),
        ...(attachedToId === undefined ? {} : { attachedToId }),
        ...(lane === undefined ? {} : { laneId: lane.id }),
        ...(lane?.name === undefined ? {} : { laneName: lane.name }),
        ...(calendar === undefined ? {} : { calendar }),
        ...(documentation === undefined ? {} : { documentation }),
      });
      visit(element);
    }
  };
  visit(process);
  return elements;
};
