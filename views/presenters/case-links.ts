/** The cases a case belongs together with, and what can be done about it. */
import { chosenLinkKinds, type Case, type LinkedCase, type LinkKind, type RoleHolding } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { codeName } from './code-name.ts';
import { mayHandle, mayJoin } from './manages.ts';

type Around = { readonly reader: Reader; readonly t: Translate; readonly roles: readonly RoleHolding[] };

/** Where a case came from or went to is a fact, which no removal changes. */
const facts: ReadonlySet<LinkKind> = new Set<LinkKind>(['splitFrom', 'splitInto', 'mergedInto', 'absorbed']);

export const linksShown = 30;

export const linksModel = (
  current: Case,
  links: readonly LinkedCase[],
  { reader: { locale }, t, roles }: Around,
): Record<string, unknown> => {
  const [handles, joins] = [mayHandle(roles), mayJoin(roles)];
  const more = (current.links?.length ?? 0) - links.length;
  return {
    lines: links.map(({ caseId, caseNumber, kind, state, since, other }) => {
      const duplicate = kind === 'mergedInto' ? current : kind === 'absorbed' ? { id: caseId } : undefined;
      return {
        caseId,
        number: caseNumber,
        href: other && `/cases/${caseNumber}`,
        kind,
        label: t(`links.kind.${kind}`),
        since,
        subject: other?.subject,
        isOpen: other?.status === 'open',
        status: other && codeName('caseStatus', other.status, locale),
        tier: other?.tier === undefined ? undefined : codeName('tier', other.tier, locale),
        state: state === 'confirmed' ? undefined : t(`links.state.${state}`),
        mayRemove: handles && state !== 'ending' && !facts.has(kind),
        undoId: joins && state !== 'ending' ? duplicate?.id : undefined,
      };
    }),
    more: more > 0 ? t('links.more', { count: more }) : undefined,
    mayLink: handles,
    kinds: [
      ...chosenLinkKinds.map((value) => ({ value, label: t(`links.kind.${value}`) })),
      ...(joins && current.status === 'open' ? [{ value: 'mergedInto', label: t('links.mergeInto') }] : []),
    ],
    isMajorIncident: current.majorIncident !== undefined,
  };
};
