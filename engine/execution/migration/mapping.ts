/** How a manager says what becomes of the elements of one version in another. */
import type { MigrationMapping } from '../../migration.ts';
import type { Program } from '../program/node.ts';

/** The id an element or flow has in the new version, whether or not that exists; `null` when it is to be cancelled. */
export const newIdOf = ({ elements = {} }: MigrationMapping, id: string): string | null =>
  Object.hasOwn(elements, id) ? elements[id]! : id;

export const isMapped = ({ elements = {} }: MigrationMapping, id: string): boolean => Object.hasOwn(elements, id);

const knows = (program: Program, id: string): boolean => program.nodes.has(id) || program.flows.has(id);

/** The ids of a mapping that mean nothing: neither version knows them. */
export const strayIds = ({ elements = {} }: MigrationMapping, from: Program, to: Program): readonly string[] => {
  return Object.entries(elements).flatMap(([oldId, newId]) => [
    ...(knows(from, oldId) ? [] : [oldId]),
    ...(newId === null || knows(to, newId) ? [] : [newId]),
  ]);
};
