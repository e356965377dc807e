/**
 * A link from one case to another. Both cases keep their own end: the first one as `pending` until the other has taken up its
 * end and said so, because no write spans two cases (requirement C10).
 */
import type { Case } from './case.ts';

/** What the other case is to this one, with what this one is to the other. */
const mirrors = {
  related: 'related',
  repeatOf: 'repeatedBy',
  repeatedBy: 'repeatOf',
  duplicateOf: 'duplicatedBy',
  duplicatedBy: 'duplicateOf',
  childOf: 'parentOf',
  parentOf: 'childOf',
  mergedInto: 'absorbed',
  absorbed: 'mergedInto',
  splitFrom: 'splitInto',
  splitInto: 'splitFrom',
  boundTo: 'binds',
  binds: 'boundTo',
} as const;

export type LinkKind = keyof typeof mirrors;

export const linkKinds = Object.keys(mirrors) as LinkKind[];

/** Kinds a person may choose; the others come about by merging, splitting, binding and recognition. */
export const chosenLinkKinds = ['related', 'repeatOf', 'duplicateOf', 'childOf', 'parentOf'] as const;

export type ChosenLinkKind = (typeof chosenLinkKinds)[number];

export type CaseLink = {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly kind: LinkKind;
  /** `pending`: the other case has not confirmed yet; `ending`: it has not let go yet. */
  readonly state: 'pending' | 'confirmed' | 'ending';
  readonly since: Date;
};

export const mirrorOf = (kind: LinkKind): LinkKind => mirrors[kind];

export const findLink = ({ links = [] }: Pick<Case, 'links'>, kind: LinkKind, caseId?: string): CaseLink | undefined =>
  links.find((link) => link.kind === kind && (caseId === undefined || link.caseId === caseId));
