/** A case's own end of a link: taken up, confirmed, let go; each with its line in the journal and word to the other case. */
import { present } from '../present.ts';
import type { Data } from '../executor.ts';
import { toCase } from './case-message.ts';
import { change, record, type Draft } from './draft.ts';
import type { NewEntry } from './journal.ts';
import { findLink, mirrorOf, type CaseLink, type LinkKind } from './link.ts';

export type OtherCase = { readonly id: string; readonly number: string };

export type Linking = {
  readonly other: OtherCase;
  readonly kind: LinkKind;
  readonly at: Date;
  readonly by: string;
  readonly reason?: string;
  /** Told to the other case with the link. */
  readonly details?: Data;
};

const isSame = (one: CaseLink, kind: LinkKind, caseId: string): boolean => one.kind === kind && one.caseId === caseId;

/** Keeps one end of a link, in place of an earlier state of it. */
export const keepLink = (draft: Draft, link: CaseLink): Draft => {
  const { links = [] } = draft.case;
  return change(draft, { links: [...links.filter((one) => !isSame(one, link.kind, link.caseId)), link] });
};

export const dropLink = (draft: Draft, kind: LinkKind, caseId: string): Draft =>
  change(draft, { links: (draft.case.links ?? []).filter((one) => !isSame(one, kind, caseId)) });

const detailsOf = ({ other, kind }: Pick<Linking, 'other' | 'kind'>): Data => ({
  kind,
  caseId: other.id,
  caseNumber: other.number,
});

/** Takes up this end and asks the other case to take up its own; `pending` until it has, unless nobody could refuse. */
export const beginLink = (draft: Draft, linking: Linking, type: NewEntry['type'] = 'CaseLinked'): Draft => {
  const { other, kind, at, by, reason, details } = linking;
  const state = type === 'CaseLinked' ? 'pending' : 'confirmed';
  const link: CaseLink = { caseId: other.id, caseNumber: other.number, kind, state, since: at };
  return record(keepLink(draft, link), {
    type,
    details: { ...detailsOf(linking), ...details },
    ...present({ reason }),
    message: toCase(draft.case, other.id, { act: 'link', kind: mirrorOf(kind), by, ...present({ reason, details }) }),
  });
};

/** Marks this end as `ending` and asks the other case to let go of its own. */
export const beginUnlink = (draft: Draft, linking: Linking, type: NewEntry['type'] = 'CaseUnlinked'): Draft => {
  const { other, kind, by, reason } = linking;
  const link = findLink(draft.case, kind, other.id);
  if (!link) return draft;
  return record(keepLink(draft, { ...link, state: 'ending' }), {
    type,
    details: detailsOf(linking),
    ...present({ reason }),
    message: toCase(draft.case, other.id, { act: 'unlink', kind: mirrorOf(kind), by, ...present({ reason }) }),
  });
};
