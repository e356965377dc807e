/** The organisation tree as shipped, `processes/organisation.json`. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Organisation, OrganisationNode } from './engine/index.ts';

/** `processes/` beside the folder the program runs from. */
export const processesFolder = fileURLToPath(new URL('../processes/', import.meta.url));

export const readOrganisation = async (): Promise<Organisation> => {
  const nodes = JSON.parse(await readFile(`${processesFolder}organisation.json`, 'utf8')) as OrganisationNode[];
  return new Map(nodes.map((node) => [node.id, node]));
};
