import { listPeople, type Actor, type Person } from '../../engine/index.ts';
import type { ApiContext } from '../operation.ts';
import { ifAllowed } from './if-allowed.ts';

const mostPeople = 200;

/** Active people of a node and below to choose from; none for those who may not list people, who type an id instead. */
export const peopleWithin = async (
  context: ApiContext,
  actor: Actor,
  node: string | undefined,
): Promise<readonly Person[]> => {
  const asked = { isActive: true, limit: mostPeople, ...(node !== undefined && { node }) };
  return (await ifAllowed(listPeople(context, actor, asked)))?.people ?? [];
};
