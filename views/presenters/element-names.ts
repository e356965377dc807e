/** What the elements of the processes a case ran on are called. */
import type { DeployedDefinition } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { localName } from './local-name.ts';

export type ElementNames = {
  /** In the reader's language; `undefined` for an element that bears none. */
  nameOf(elementId: string): string | undefined;
};

/** Later versions win where an id was named anew. */
export const elementNames = (definitions: readonly DeployedDefinition[], locale: Locale): ElementNames => {
  const names = new Map(
    definitions.flatMap(({ definition }) =>
      [...definition.elements.values()].flatMap(({ id, name }) =>
        name ? [[id, localName(name, locale)] as const] : [],
      ),
    ),
  );
  return { nameOf: (elementId) => names.get(elementId) };
};
