/** All that proves a case, gathered for one reader. */
import { attachmentsOf } from '../attachments/attachment-context.ts';
import type { Attachment } from '../attachments/attachment.ts';
import type { Actor } from '../case/actor.ts';
import { describe } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { caseAs, entriesAs } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import type { DeployedDefinition, DefinitionStore } from '../ports.ts';
import { findSeen, type ShownEntry } from '../queries/view-case.ts';
import type { LedgerEntry } from './ledger.ts';
import { definitionsOf, wholeJournal } from './whole-journal.ts';
import { verifyCase, type AuditContext, type CaseVerification } from './verify-case.ts';

export type CaseEvidence = {
  readonly current: Case;
  readonly entries: readonly ShownEntry[];
  readonly verification: CaseVerification;
  readonly anchors: readonly LedgerEntry[];
  readonly publicKeys: ReadonlyMap<string, string>;
  /** Versions of processes the case ran on, in the order it came to them. */
  readonly definitions: readonly DeployedDefinition[];
  /** Files that are still there; none for a reader from whom personal data is hidden, as files may hold any. */
  readonly attachments: readonly Attachment[];
};

/**
 * For whoever sees the whole case, masked as they see it; `isUnmasked` for a reader whose look at personal data was recorded before.
 * Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const viewEvidence = async (
  context: AuditContext & { readonly definitions: DefinitionStore },
  actor: Actor,
  idOrNumber: string,
  isUnmasked: boolean,
): Promise<CaseEvidence> => {
  const { current, seen } = await findSeen(context, actor, idOrNumber);
  if (seen.runIds)
    throw new Refusal(
      'NOT_ALLOWED',
      `${actor.id} (${describe(actor)}) sees only part of case ${current.number}; its evidence is for those who see all of it.`,
      { caseId: current.id },
    );
  const journal = await wholeJournal(context, current.id);
  const entries = isUnmasked ? journal : entriesAs(seen, journal);
  const anchors: LedgerEntry[] = [];
  for await (const entry of context.ledger.entries(current.id)) anchors.push(entry);
  return {
    current: isUnmasked ? current : caseAs(seen, current),
    entries,
    verification: await verifyCase(context, actor, current.id),
    anchors,
    publicKeys: await context.ledger.publicKeys(),
    definitions: await definitionsOf(context, current, entries),
    attachments: isUnmasked || !seen.isMasked ? attachmentsOf(current).filter(({ removedAt }) => !removedAt) : [],
  };
};
