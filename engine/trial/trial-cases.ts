/** A case store that forgets: what a trial run decides is kept only as long as it runs. */
import type { Case } from '../case/case.ts';
import type { JournalEntry } from '../case/journal.ts';
import type { CaseStore } from '../ports.ts';

export type TrialCases = CaseStore & {
  current(caseId: string): Case | undefined;
  entriesOf(caseId: string): readonly JournalEntry[];
  forget(caseId: string): void;
};

export const trialCases = (): TrialCases => {
  const cases = new Map<string, Case>();
  const journals = new Map<string, JournalEntry[]>();
  return {
    current: (caseId) => cases.get(caseId),
    entriesOf: (caseId) => journals.get(caseId) ?? [],
    forget(caseId) {
      cases.delete(caseId);
      journals.delete(caseId);
    },
    load: async (caseId) => cases.get(caseId),
    async commit({ next, entries }) {
      cases.set(next.id, next);
      journals.set(next.id, [...(journals.get(next.id) ?? []), ...entries]);
      return 'committed';
    },
    findRegistered: async () => undefined,
    entriesOfCommand: async () => [],
    nextNumber: async () => 'trial',
  };
};
