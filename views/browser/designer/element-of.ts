/** The element of the page with this id; pages and scripts are built together, so a missing one is a mistake of ours. */
export const elementOf = <Kind extends HTMLElement = HTMLElement>(
  id: string,
  kind: new () => Kind = HTMLElement as unknown as new () => Kind,
): Kind => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} '${id}'.`);
  return found;
};
