/** The cases a case is linked to, each as far as the actor may see it (requirements C10, C11). */
import type { Actor } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import type { CaseLink } from '../case/link.ts';
import { Refusal } from '../errors.ts';
import { findSeen, maskFor, type ReadContext } from './view-case.ts';

export type LinkedCase = CaseLink & {
  /** Absent: the actor may not see the other case. */
  readonly other?: Pick<Case, 'status' | 'tier'> & { readonly subject: string };
};

type Reading = Pick<ReadContext, 'readers' | 'organisation'>;

const otherEnd = async (context: Reading, actor: Actor, link: CaseLink): Promise<LinkedCase> => {
  try {
    const { current } = await findSeen(context, actor, link.caseId);
    const { status, tier, contact } = maskFor(actor, context.organisation, current);
    return { ...link, other: { status, subject: contact.subject, ...(tier !== undefined && { tier }) } };
  } catch (error) {
    if (error instanceof Refusal) return link;
    throw error;
  }
};

/** The newest links of a case the actor sees, up to `limit`; a major incident may bind hundreds. */
export const viewLinks = (
  context: Reading,
  actor: Actor,
  { links = [] }: Pick<Case, 'links'>,
  limit: number,
): Promise<readonly LinkedCase[]> =>
  Promise.all(
    links
      .toSorted((left, right) => right.since.getTime() - left.since.getTime())
      .slice(0, limit)
      .map((link) => otherEnd(context, actor, link)),
  );
