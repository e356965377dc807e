/** All that proves a case, gathered for one reader. */
import type { Actor } from '../case/actor.ts';
import { describe } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import { caseAs, entriesAs } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import type { DeployedDefinition, DefinitionStore } from '../ports.ts';
import { findSeen, type ShownEntry } from '../queries/view-case.ts';
import type { LedgerEntry } from './ledger.ts';
import { verifyCase, type AuditContext, type CaseVerification } from './verify-case.ts';

export type CaseEvidence = {
  readonly current: Case;
  readonly entries: readonly ShownEntry[];
  readonly verification: CaseVerification;
  readonly anchors: readonly LedgerEntry[];
  readonly publicKeys: ReadonlyMap<string, string>;
  /** Versions of processes the case ran on, in the order it came to them. */
  readonly definitions: readonly DeployedDefinition[];
};

const pageSize = 1000;

/** Definitions named by the journal, which also knows those of runs that have ended and of versions that were left. */
const definitionIds = (current: Case, entries: readonly ShownEntry[]): string[] => {
  const ids = new Set<string>();
  const note = (value: unknown): void => {
    if (value !== null && typeof value === 'object' && 'id' in value && typeof value.id === 'string') ids.add(value.id);
  };
  for (const { details = {} } of entries) for (const name of ['definition', 'from', 'to']) note(details[name]);
  for (const { definition } of current.runs) ids.add(definition.id);
  return [...ids];
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
  const entries: ShownEntry[] = [];
  for (;;) {
    const page = await context.readers.journal(current.id, entries.at(-1)?.sequence ?? 0, pageSize);
    entries.push(...(isUnmasked ? page : entriesAs(seen, page)));
    if (page.length < pageSize) break;
  }
  const anchors: LedgerEntry[] = [];
  for await (const entry of context.ledger.entries(current.id)) anchors.push(entry);
  const definitions = await Promise.all(definitionIds(current, entries).map((id) => context.definitions.byId(id)));
  return {
    current: isUnmasked ? current : caseAs(seen, current),
    entries,
    verification: await verifyCase(context, actor, current.id),
    anchors,
    publicKeys: await context.ledger.publicKeys(),
    definitions: definitions.filter((found) => found !== undefined),
  };
};
