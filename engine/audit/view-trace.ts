/** What happened in a case, from its first entry to its last, for a reader who follows it step by step. */
import type { Actor } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import { caseAs, entriesAs } from '../case/visibility.ts';
import type { DefinitionStore, DeployedDefinition } from '../ports.ts';
import { findSeen, viewCase, type ReadContext, type ShownEntry } from '../queries/view-case.ts';
import { definitionsOf, wholeJournal } from './whole-journal.ts';

export type CaseTrace = {
  readonly current: Case;
  readonly entries: readonly ShownEntry[];
  /** Versions of processes the case ran on, in the order it came to them. */
  readonly definitions: readonly DeployedDefinition[];
  /** Only the runs of work sent to the reader's branch are shown. */
  readonly isPartial: boolean;
  /** Personal data is hidden from the reader. */
  readonly isMasked: boolean;
};

/**
 * Masked as the reader sees the case; a look at personal data is noted. `isUnmasked` for a reader whose look was recorded before;
 * a branch sees no more by it. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const viewTrace = async (
  context: ReadContext & { readonly definitions: DefinitionStore },
  actor: Actor,
  idOrNumber: string,
  isUnmasked = false,
): Promise<CaseTrace> => {
  const { id } = await viewCase(context, actor, idOrNumber);
  const { current, seen } = await findSeen(context, actor, id);
  const isPartial = seen.runIds !== undefined;
  const isWhole = isUnmasked && !isPartial;
  const journal = await wholeJournal(context, id);
  const entries = isWhole ? journal : entriesAs(seen, journal);
  const shown = isWhole ? current : caseAs(seen, current);
  return {
    current: shown,
    entries,
    definitions: await definitionsOf(context, shown, entries),
    isPartial,
    isMasked: seen.isMasked && !isWhole,
  };
};
