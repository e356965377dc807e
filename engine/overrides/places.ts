/** Where a token could be put: the elements of a diagram, their tiers, and which of them is nearest. */
import type { Definition, ElementInfo } from '../definition.ts';
import { present } from '../present.ts';

export type Place = {
  readonly activityId: string;
  readonly type: string;
  readonly name?: string;
  readonly tier?: string;
};

const cannotHoldTokens = new Set([
  'process',
  'boundaryEvent',
  'sequenceFlow',
  'textAnnotation',
  'association',
  'dataObject',
  'dataObjectReference',
  'dataStoreReference',
  'lane',
  'laneSet',
  'group',
  'messageFlow',
  'participant',
  'collaboration',
]);

const isFlowNode = ({ type }: ElementInfo): boolean =>
  /(?:Task|task|Event|Gateway|Activity|ubProcess|ransaction)$/.test(type);

const placeOf = ({ id, type, name, attributes }: ElementInfo): Place => ({
  activityId: id,
  type,
  ...present({ name, tier: attributes['ladder:tier'] }),
});

/** Every element a token can be placed before. */
export const placesOf = (definition: Definition): Place[] =>
  [...definition.elements.values()]
    .filter((element) => isFlowNode(element) && !cannotHoldTokens.has(element.type) && element.type !== 'startEvent')
    .map(placeOf);

/** The user tasks of a tier, in the order of the file. */
export const tasksOfTier = (definition: Definition, fits: (tier: string) => boolean): Place[] =>
  placesOf(definition).filter(({ type, tier }) => type === 'userTask' && tier !== undefined && fits(tier));

const nextTo = (definition: Definition, id: string): string[] => {
  const attached = [...definition.elements.values()].filter(({ attachedToId }) => attachedToId === id);
  const limitsFirst = attached.toSorted(
    (left, right) =>
      Number(right.attributes['ladder:slaMark'] === 'limit') - Number(left.attributes['ladder:slaMark'] === 'limit'),
  );
  const flows = (definition.model.elementsById[id]?.['outgoing'] ?? []) as readonly {
    readonly targetRef?: { readonly id?: string };
  }[];
  return [...limitsFirst.map((event) => event.id), ...flows.flatMap(({ targetRef }) => targetRef?.id ?? [])];
};

/** Of some places the one with the fewest steps from an element, time limits before other ways; else the first. */
export const nearestPlace = (definition: Definition, fromId: string, places: readonly Place[]): Place | undefined => {
  const wanted = new Map(places.map((place) => [place.activityId, place]));
  const seen = new Set([fromId]);
  const queue = [fromId];
  for (let id = queue.shift(); id !== undefined; id = queue.shift())
    for (const next of nextTo(definition, id)) {
      const found = wanted.get(next);
      if (found) return found;
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  return places[0];
};
