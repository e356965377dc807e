import type { Actor } from '../case/actor.ts';
import type { CaseCount, CaseGrouping, CaseSelection, ElementCount } from '../case-list/case-filter.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { visiblePart } from './list-cases.ts';
import type { ReadContext } from './view-case.ts';

export type CountCases = CaseSelection & { readonly centre?: string; readonly by: readonly CaseGrouping[] };

/** The cases an actor sees, counted in groups; overdue at the moment of reading. Refuses with `NOT_ALLOWED`. */
export const countCasesBy = (
  { readers, organisation, now }: Pick<ReadContext, 'readers' | 'organisation' | 'now'>,
  actor: Actor,
  { centre, by, ...selection }: CountCases,
): Promise<readonly CaseCount[]> =>
  readers.countCasesBy({ ...selection, ...visiblePart(organisation, actor, centre) }, by, now());

export type CountElements = { readonly ref: string; readonly centre?: string };

/**
 * Tokens and incidents per element of a version, over the cases an actor sees; `ref` without a version means the newest.
 * Refuses with `DEFINITION_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const countElements = async (
  { readers, organisation, definitions }: Pick<ReadContext, 'readers' | 'organisation'> & Pick<Context, 'definitions'>,
  actor: Actor,
  { ref, centre }: CountElements,
): Promise<{ readonly ref: string; readonly elements: readonly ElementCount[] }> => {
  const [key = '', version] = ref.split(':');
  const deployed = await (version === undefined
    ? definitions.latest(key)
    : definitions.byVersion(key, Number(version)));
  if (!deployed) throw new Refusal('DEFINITION_NOT_FOUND', `There is no process '${ref}'.`, { ref });
  const found = `${key}:${deployed.version}`;
  return { ref: found, elements: await readers.countElements(visiblePart(organisation, actor, centre), found) };
};
