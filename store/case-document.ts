/** How a case is kept: the case itself, what its follow-up still owes, and the few fields its indexes need. */
import type { Case, Change, JournalEntry, OutgoingMessage, Run } from '../engine/index.ts';
import type { Collection, Db } from './database.ts';

type StoredRun = Omit<Run, 'execution'> & {
  /** The executor's state as JSON text: quick to read and write, and its keys mean nothing to the database. */
  execution: Omit<Run['execution'], 'state'> & { state: string };
};

export type CaseDocument = Omit<Case, 'id' | 'runs'> & {
  _id: string;
  runs: StoredRun[];
  /** 0 … shardCount − 1; spreads the due-timer sweep. */
  shard: number;
  /** The earliest timer; absent when none is armed. */
  nextDueAt?: Date;
  registrationKey?: string;
  /** Journal entries and messages that travel inside the case until the follow-up has moved them on. */
  pending?: { entries: JournalEntry[]; messages: OutgoingMessage[] };
  pendingSince?: Date;
};

export const caseCollection = (db: Db): Collection<CaseDocument> => db.collection<CaseDocument>('cases');

/** How many sweep jobs share the due timers. */
export const shardCount = 4;

/** A stable spread of case ids over the shards. */
export const shardOf = (caseId: string): number => {
  let sum = 0;
  for (const character of caseId) sum = (sum * 31 + character.codePointAt(0)!) >>> 0;
  return sum % shardCount;
};

export const toDocument = ({ next }: Change): Omit<CaseDocument, 'pending' | 'pendingSince' | 'registrationKey'> => {
  const { id, runs, ...content } = next;
  const dueAts = next.timers.map(({ dueAt }) => dueAt.getTime());
  return {
    _id: id,
    ...content,
    runs: runs.map((run) => ({
      ...run,
      execution: { ...run.execution, state: JSON.stringify(run.execution.state) },
    })),
    shard: shardOf(id),
    ...(dueAts.length > 0 && !next.suspended && { nextDueAt: new Date(Math.min(...dueAts)) }),
  };
};

export const fromDocument = (document: CaseDocument): Case => {
  const { _id, runs, shard, nextDueAt, registrationKey, pending, pendingSince, ...content } = document;
  return {
    id: _id,
    ...content,
    runs: runs.map((run) => ({
      ...run,
      execution: { ...run.execution, state: JSON.parse(run.execution.state) as unknown },
    })),
  };
};
