/** The cases of a batch: named one by one, or everything a filter finds among what the actor sees. */
import type { Actor } from '../case/actor.ts';
import { authoriseBatch } from '../case/authorisation.ts';
import type { CaseSelection } from '../case-list/case-filter.ts';
import { Refusal } from '../errors.ts';
import { visiblePart } from '../queries/list-cases.ts';
import type { ReadContext } from '../queries/view-case.ts';

export type BatchSelection =
  { readonly caseIds: readonly string[] } | { readonly filter: CaseSelection & { readonly centre?: string } };

/** Cases one batch may take. */
export const mostCases = 10_000;

/** Ids without repeats. Refuses with `NOT_ALLOWED` whoever may not override, with `NOTHING_TO_DO` and `CHOICE_NEEDED` none and too many. */
export const selectCases = async (
  { readers, organisation }: Pick<ReadContext, 'readers' | 'organisation'>,
  actor: Actor,
  selection: BatchSelection,
  action: string,
): Promise<readonly string[]> => {
  authoriseBatch(actor, action);
  const ids =
    'caseIds' in selection
      ? [...new Set(selection.caseIds)]
      : await readers.selectCases(
          { ...selection.filter, ...visiblePart(organisation, actor, selection.filter.centre) },
          mostCases + 1,
        );
  if (ids.length === 0) throw new Refusal('NOTHING_TO_DO', 'No case that you see fits the filter.', { selection });
  if (ids.length > mostCases)
    throw new Refusal('CHOICE_NEEDED', `More than ${mostCases} cases fit; narrow the filter.`, { mostCases });
  return ids;
};
