/** The far end of links: taking it up or refusing, letting go of it, and hearing what became of the own end. */
import { toCase, type CaseMessage } from '../case/case-message.ts';
import { change, record, type Draft } from '../case/draft.ts';
import type { NewEntry } from '../case/journal.ts';
import { findLink, mirrorOf, type CaseLink, type LinkKind } from '../case/link.ts';
import { dropLink, keepLink } from '../case/link-changes.ts';
import { relayTo } from '../case/relay.ts';
import type { AttachedContact } from '../case/merged.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { unmerge } from './merge-cases.ts';

type Word<Act extends CaseMessage['act']> = Extract<CaseMessage, { act: Act }>;

const entryTypes: Partial<Record<LinkKind, NewEntry['type']>> = {
  absorbed: 'CasesMerged',
  boundTo: 'CaseBound',
  repeatedBy: 'RepeatContactRecognised',
  splitInto: 'CaseSplit',
};

/** Ends whose other side did not wait for an answer. */
const unasked: ReadonlySet<LinkKind> = new Set<LinkKind>(['repeatedBy', 'splitInto']);

const whyNot = ({ case: current }: Draft, kind: LinkKind, from: CaseMessage['from']): string | undefined => {
  const needsOpen = kind === 'absorbed' || kind === 'boundTo';
  if (needsOpen && current.status === 'closed') return `Case ${current.number} is closed.`;
  const parent = kind === 'boundTo' ? findLink(current, 'boundTo') : undefined;
  return parent && parent.caseId !== from.caseId
    ? `Case ${current.number} is bound to ${parent.caseNumber} already.`
    : undefined;
};

const attach = (draft: Draft, { from, details }: Word<'link'>): Draft => {
  const contact = { ...from, ...details } as AttachedContact;
  const { attachedContacts = [] } = draft.case;
  return change(draft, {
    attachedContacts: [...attachedContacts.filter(({ caseId }) => caseId !== from.caseId), contact],
  });
};

/** Takes up this end of a link another case has begun, and says so; or says why not. */
export const takeUpLink = (draft: Draft, word: Word<'link'>, at: Date): Draft => {
  const { from, kind, by, reason, details } = word;
  const why = whyNot(draft, kind, from);
  if (why !== undefined)
    return record(draft, {
      type: 'LinkRefused',
      details: { kind, ...from, why, by },
      message: toCase(draft.case, from.caseId, { act: 'refuseLink', kind: mirrorOf(kind), why }),
    });
  const link: CaseLink = { caseId: from.caseId, caseNumber: from.caseNumber, kind, state: 'confirmed', since: at };
  const kept = keepLink(kind === 'absorbed' ? attach(draft, word) : draft, link);
  return record(kept, {
    type: entryTypes[kind] ?? 'CaseLinked',
    details: { kind, ...from, by, ...details },
    ...present({ reason }),
    ...(!unasked.has(kind) && {
      message: toCase(draft.case, from.caseId, { act: 'confirmLink', kind: mirrorOf(kind) }),
    }),
  });
};

/** The other case has taken up its end. One bound to a major incident that was answered meanwhile gets the answers now. */
export const confirmLink = (draft: Draft, { from, kind }: Word<'confirmLink'>): Draft | undefined => {
  const link = findLink(draft.case, kind, from.caseId);
  if (link?.state !== 'pending') return undefined;
  const confirmed: CaseLink = { ...link, state: 'confirmed' };
  const kept = record(keepLink(draft, confirmed), { type: 'LinkConfirmed', details: { kind, ...from } });
  const answers = kind === 'binds' ? (draft.case.majorIncident?.answers ?? []) : [];
  return answers.reduce((current, { at: _, ...answer }) => relayTo(current, confirmed, answer), kept);
};

/** The other case could not: this end goes away, and a case that was to be merged goes on by itself. */
export const refuseLink = (
  context: Pick<Context, 'calendars'>,
  draft: Draft,
  { from, kind, why }: Word<'refuseLink'>,
  at: Date,
): Draft | undefined => {
  if (!findLink(draft.case, kind, from.caseId)) return undefined;
  const dropped = record(dropLink(draft, kind, from.caseId), { type: 'LinkRefused', details: { kind, ...from, why } });
  return kind === 'mergedInto' ? unmerge(context, dropped, at) : dropped;
};

/** Lets go of this end because the other case has, and says so. */
export const releaseLink = (draft: Draft, { from, kind, by, reason }: Word<'unlink'>): Draft => {
  const detached =
    kind === 'absorbed'
      ? change(draft, {
          attachedContacts: (draft.case.attachedContacts ?? []).filter(({ caseId }) => caseId !== from.caseId),
        })
      : draft;
  return record(dropLink(detached, kind, from.caseId), {
    type: kind === 'boundTo' ? 'CaseReleased' : kind === 'absorbed' ? 'MergeUndone' : 'CaseUnlinked',
    details: { kind, ...from, by },
    ...present({ reason }),
    message: toCase(draft.case, from.caseId, { act: 'confirmUnlink', kind: mirrorOf(kind) }),
  });
};

/** Both ends are gone. */
export const settleUnlink = (draft: Draft, { from, kind }: Word<'confirmUnlink'>): Draft | undefined =>
  findLink(draft.case, kind, from.caseId)?.state === 'ending'
    ? record(dropLink(draft, kind, from.caseId), { type: 'LinkEnded', details: { kind, ...from } })
    : undefined;
