/** A case while a command is being decided: the next state beside what is to be recorded and sent. Never visible to anyone. */
import { present } from '../present.ts';
import type { Case, Change } from './case.ts';
import type { Actor } from './actor.ts';
import { entryHash, type Digest, type JournalEntry, type NewEntry } from './journal.ts';
import type { OutgoingMessage } from './message.ts';
import type { Task } from './task.ts';

export type NewMessage = Pick<OutgoingMessage, 'to' | 'template' | 'data'>;

/** `entries[i].message` travels with its entry so that both share a sequence number. */
export type Draft = {
  readonly case: Case;
  readonly entries: readonly (NewEntry & { readonly message?: NewMessage })[];
};

export const draftOf = (current: Case): Draft => ({ case: current, entries: [] });

export const record = (draft: Draft, ...entries: Draft['entries']): Draft => ({
  ...draft,
  entries: [...draft.entries, ...entries],
});

export const change = (draft: Draft, changes: Partial<Case>): Draft => ({
  ...draft,
  case: { ...draft.case, ...changes },
});

/** Puts a task's next state in place of the one with its id. */
export const replaceTask = (draft: Draft, task: Task): Draft =>
  change(draft, { tasks: draft.case.tasks.map((other) => (other.id === task.id ? task : other)) });

/** Who sealed a draft, when, and under which name and key the entries are found again. */
export type Seal = {
  readonly actor: Actor;
  readonly at: Date;
  readonly command: string;
  readonly key?: string;
  readonly keyDigest?: string;
};

/** Numbers and chains the entries and raises the revision: the last thing that happens before a commit. */
export const sealDraft = (draft: Draft, seal: Seal, digest: Digest): Change => {
  const rev = draft.case.rev + 1;
  const entries: JournalEntry[] = [];
  const messages: OutgoingMessage[] = [];
  let head = draft.case.journalHead;
  for (const { message, ...entry } of draft.entries) {
    const content = {
      ...entry,
      caseId: draft.case.id,
      sequence: head.sequence + 1,
      at: seal.at,
      actor: { id: seal.actor.id, kind: seal.actor.kind },
      command: seal.command,
      ...present({ commandKey: seal.key, commandDigest: seal.keyDigest }),
      rev,
      previousHash: head.hash,
    };
    const sealed = { ...content, hash: entryHash(content, digest) };
    entries.push(sealed);
    head = { sequence: sealed.sequence, hash: sealed.hash };
    if (message)
      messages.push({
        ...message,
        id: `${draft.case.id}:${sealed.sequence}`,
        caseId: draft.case.id,
        caseNumber: draft.case.number,
        at: seal.at,
      });
  }
  return { next: { ...draft.case, rev, journalHead: head }, entries, messages };
};
