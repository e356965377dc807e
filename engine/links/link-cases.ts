/** Links two cases and unlinks them again, with a reason (requirement C10). */
import { authoriseHandling } from '../case/authorisation.ts';
import { findLink, type ChosenLinkKind, type LinkKind } from '../case/link.ts';
import { beginLink, beginUnlink } from '../case/link-changes.ts';
import { changeCase, type Answer, type CaseCommand } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { requireOther } from './require-other.ts';

export type LinkCases = CaseCommand & {
  readonly otherId: string;
  /** What the other case is to this one. */
  readonly kind: ChosenLinkKind;
  readonly reason: string;
};

/** The link is `pending` until the other case has taken up its end. Refuses with `INVALID_LINK`; a link that is there changes nothing. */
export const linkCases = (context: Context, command: LinkCases): Promise<Answer> =>
  changeCase(context, 'linkCases', command, async (draft) => {
    const { actor, at, kind, reason } = command;
    authoriseHandling(actor, context.organisation, draft.case);
    const other = await requireOther(context, actor, draft.case, command.otherId);
    const known = findLink(draft.case, kind, other.id);
    if (known && known.state !== 'ending') return undefined;
    return beginLink(draft, { other, kind, at, by: actor.id, reason });
  });

export type UnlinkCases = CaseCommand & {
  readonly otherId: string;
  readonly kind: LinkKind;
  readonly reason: string;
};

const undoneElsewhere: Partial<Record<LinkKind, string>> = {
  mergedInto: 'undo the merge',
  absorbed: 'undo the merge of the other case',
};

/** Lets go of a link; the other case does the same. Refuses with `INVALID_LINK`, also for a merge, which has an undo of its own. */
export const unlinkCases = (context: Context, command: UnlinkCases): Promise<Answer> =>
  changeCase(context, 'unlinkCases', command, (draft) => {
    const { actor, at, kind, otherId, reason } = command;
    authoriseHandling(actor, context.organisation, draft.case);
    const link = findLink(draft.case, kind, otherId);
    const instead = undoneElsewhere[kind];
    if (!link || instead !== undefined)
      throw new Refusal(
        'INVALID_LINK',
        instead === undefined
          ? `Case ${draft.case.number} has no link '${kind}' to '${otherId}'.`
          : `A link '${kind}' cannot be taken away by itself; ${instead}.`,
        { kind, otherId },
      );
    if (link.state === 'ending') return undefined;
    const other = { id: link.caseId, number: link.caseNumber };
    return beginUnlink(
      draft,
      { other, kind, at, by: actor.id, reason },
      kind === 'binds' ? 'CaseReleased' : 'CaseUnlinked',
    );
  });
