/** A case's journal from its first entry to its last, and the versions of processes it speaks of. */
import type { Case } from '../case/case.ts';
import type { JournalEntry } from '../case/journal.ts';
import type { DefinitionStore, DeployedDefinition } from '../ports.ts';
import type { ReadContext } from '../queries/view-case.ts';

const pageSize = 1000;

export const wholeJournal = async (
  { readers }: Pick<ReadContext, 'readers'>,
  caseId: string,
): Promise<readonly JournalEntry[]> => {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await readers.journal(caseId, entries.at(-1)?.sequence ?? 0, pageSize);
    entries.push(...page);
    if (page.length < pageSize) return entries;
  }
};

/** Definitions named by the journal, which also knows those of runs that have ended and of versions that were left. */
const definitionIds = (current: Case, entries: readonly JournalEntry[]): string[] => {
  const ids = new Set<string>();
  const note = (value: unknown): void => {
    if (value !== null && typeof value === 'object' && 'id' in value && typeof value.id === 'string') ids.add(value.id);
  };
  for (const { details = {} } of entries) for (const name of ['definition', 'from', 'to']) note(details[name]);
  for (const { definition } of current.runs) ids.add(definition.id);
  return [...ids];
};

/** In the order the case came to them. */
export const definitionsOf = async (
  { definitions }: { readonly definitions: DefinitionStore },
  current: Case,
  entries: readonly JournalEntry[],
): Promise<readonly DeployedDefinition[]> => {
  const found = await Promise.all(definitionIds(current, entries).map((id) => definitions.byId(id)));
  return found.filter((definition) => definition !== undefined);
};
