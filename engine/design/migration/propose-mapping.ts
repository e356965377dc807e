/**
 * Proposes where the tokens of an older version go in a newer one: to the element with the same id, else to one of the same type
 * that is new and bears the same name, or is the only new one of its type in the same place. What is left, a person decides.
 */
import type { Definition, ElementInfo } from '../../definition.ts';
import type { MigrationMapping } from '../../migration.ts';

export type Proposal = {
  readonly elementId: string;
  readonly name?: string;
  readonly type: string;
  /** `undefined`: nothing fits. */
  readonly to?: string;
  readonly why: 'sameName' | 'onlyNewOne' | 'none';
};

export type ProposedMapping = {
  readonly mapping: MigrationMapping;
  /** Elements that are not in the newer version under their id. */
  readonly proposals: readonly Proposal[];
};

const holdsTokens = ({ type }: ElementInfo): boolean =>
  !['sequenceFlow', 'textAnnotation', 'association', 'group'].includes(type) && !type.startsWith('data');

const sameText = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && left.replaceAll(/\s+/g, ' ').trim() === right?.replaceAll(/\s+/g, ' ').trim();

export const proposeMapping = (from: Definition, to: Definition): ProposedMapping => {
  const fresh = [...to.elements.values()].filter((element) => holdsTokens(element) && !from.elements.has(element.id));
  const taken = new Set<string>();
  const gone = [...from.elements.values()].filter((element) => holdsTokens(element) && !to.elements.has(element.id));
  const proposals = gone.map((element): Proposal => {
    const alike = fresh.filter(({ id, type }) => type === element.type && !taken.has(id));
    const named = alike.filter(({ name }) => sameText(element.name, name));
    const near = alike.filter(
      ({ parentId, laneId, attachedToId }) =>
        parentId === element.parentId && laneId === element.laneId && attachedToId === element.attachedToId,
    );
    const isOnlyOne = near.length === 1 && gone.filter(({ type }) => type === element.type).length === 1;
    const [found, why] =
      named.length === 1
        ? [named[0], 'sameName' as const]
        : isOnlyOne
          ? [near[0], 'onlyNewOne' as const]
          : [undefined, 'none' as const];
    if (found) taken.add(found.id);
    return {
      elementId: element.id,
      type: element.type,
      why,
      ...(element.name !== undefined && { name: element.name }),
      ...(found && { to: found.id }),
    };
  });
  const elements = Object.fromEntries(
    proposals.flatMap(({ elementId, to: target }) => (target === undefined ? [] : [[elementId, target]])),
  );
  return { mapping: Object.keys(elements).length === 0 ? {} : { elements }, proposals };
};
