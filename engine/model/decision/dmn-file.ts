/** A DMN file once parsed, and what compiling all of a deployment gives. */
import type { Problem } from '../../definition.ts';
import type { Decision } from './decision.ts';
import type { DmnElement } from './parse-dmn.ts';

export type DmnFile = { readonly name: string; readonly content: string; readonly root: DmnElement };

export type CompiledDecisions = {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly problems: readonly Problem[];
};

/** 1-based line of the element with this id. */
export const lineOfId = (content: string, id: string | undefined): number | undefined => {
  if (id === undefined) return undefined;
  const at = Math.max(content.indexOf(`id="${id}"`), content.indexOf(`id='${id}'`));
  return at < 0 ? undefined : content.slice(0, at).split('\n').length;
};
