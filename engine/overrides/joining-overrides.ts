/** Closing a case into another one, and taking it out again (requirement C10). */
import type { LinkKind } from '../case/link.ts';
import { decideMerge, decideUndoMerge, requireMerged } from '../links/merge-cases.ts';
import { requireOpenCase, type Override } from './override.ts';

/** Links that hint at the same matter: what is offered first. */
const likely: ReadonlySet<LinkKind> = new Set<LinkKind>([
  'duplicateOf',
  'duplicatedBy',
  'repeatOf',
  'repeatedBy',
  'related',
  'splitFrom',
]);

/** `other`: id of the case that goes on. */
export const merge: Override<{ readonly other: string }> = {
  who: 'joiners',
  decide: (context, draft, { other, ...asking }) => decideMerge(context, draft, { ...asking, otherId: other }),
  offer(_, { case: current }) {
    requireOpenCase(current);
    const { links = [] } = current;
    return {
      likely: links
        .filter(({ kind }) => likely.has(kind))
        .map(({ caseId, caseNumber, kind }) => ({ caseId, caseNumber, kind })),
    };
  },
  undo: () => ({ action: 'undoMerge' }),
};

/** Gives a merged case back its tasks and clocks. */
export const undoMerge: Override<object> = {
  who: 'joiners',
  decide: decideUndoMerge,
  offer(_, { case: current }) {
    const { intoId, intoNumber, at, by } = requireMerged(current);
    return { caseId: intoId, caseNumber: intoNumber, at, by };
  },
  undo: ({ case: { merged } }) => merged && { action: 'merge', other: merged.intoId },
};
