import type { DeskContext } from './desk-context.ts';

/** The names of people by id; an id nobody bears, such as that of a system, stays as it is. Colleagues know each other's names. */
export const namePeople = async (
  { people }: Pick<DeskContext, 'people'>,
  ids: Iterable<string>,
): Promise<(id: string) => string> => {
  const found = await Promise.all([...new Set(ids)].map((id) => people.find(id)));
  const names = new Map(found.flatMap((person) => (person ? [[person.id, person.name] as const] : [])));
  return (id) => names.get(id) ?? id;
};
