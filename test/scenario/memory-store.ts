import { deserialize, serialize } from 'bson';
import type { Case, CaseStore, Change, JournalEntry, OutgoingMessage } from '../../engine/index.ts';
import { fromDocument, toDocument, type CaseDocument } from '../../store/case-document.ts';

const sourceKey = (source: { system: string; key: string }): string => `${source.system}|${source.key}`;

/** A case store in memory that keeps what a database would keep, as bytes, so that nothing survives by reference. */
export const memoryStore = (): CaseStore & {
  journal: JournalEntry[];
  messages: OutgoingMessage[];
  failNextCommit(): void;
  /** Loses a case, as no command does. */
  forget(caseId: string): void;
  /** Every case as it is now. */
  all(): Case[];
} => {
  const cases = new Map<string, Uint8Array>();
  const keys = new Map<string, string>();
  const journal: JournalEntry[] = [];
  const messages: OutgoingMessage[] = [];
  let number = 0;
  let conflictNext = false;
  const read = (id: string | undefined): ReturnType<typeof fromDocument> | undefined => {
    const bytes = id === undefined ? undefined : cases.get(id);
    return bytes && fromDocument(deserialize(bytes) as CaseDocument);
  };
  return {
    journal,
    messages,
    failNextCommit() {
      conflictNext = true;
    },
    forget: (caseId) => void cases.delete(caseId),
    all: () => [...cases.keys()].map((id) => read(id)!),
    load: async (id) => read(id),
    async commit(change: Change, expectedRev, registrationKey) {
      const { id, contact } = change.next;
      if (conflictNext) {
        conflictNext = false;
        return 'conflict';
      }
      const taken = [registrationKey, contact.source && sourceKey(contact.source)].filter((key) => key !== undefined);
      if (expectedRev === 'new' && taken.some((key) => keys.has(key))) return 'duplicate';
      if (expectedRev !== 'new' && read(id)?.rev !== expectedRev) return 'conflict';
      cases.set(id, serialize(toDocument(change), { ignoreUndefined: true }));
      for (const key of taken) keys.set(key, id);
      journal.push(...change.entries);
      messages.push(...change.messages);
      return 'committed';
    },
    findRegistered: async ({ registrationKey, source }) =>
      read(keys.get(registrationKey ?? '') ?? (source && keys.get(sourceKey(source)))),
    entriesOfCommand: async (caseId, commandKey) =>
      journal.filter((entry) => entry.caseId === caseId && entry.commandKey === commandKey),
    nextNumber: async () => `C-${String(++number).padStart(6, '0')}`,
  };
};
