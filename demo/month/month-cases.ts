/**
 * The month's cases while they come about: a case store in memory, so that nobody sees half a history and a month takes seconds.
 * What they have become is handed to the real store at the end, each case with its whole journal in one write.
 */
import {
  caseIdOf,
  customerKeysOf,
  externalTasksOf,
  isOpen,
  workItemOf,
  worklistItem,
  type Case,
  type CaseStore,
  type Change,
  type ContactIndex,
  type DeskWork,
  type JournalEntry,
  type OutgoingMessage,
  type WorklistItem,
  type WorkStore,
} from '../../engine/index.ts';
import type { TimerSource } from '../../jobs/sweep-timers.ts';

export type MonthCases = {
  readonly cases: CaseStore;
  readonly contacts: ContactIndex;
  readonly work: WorkStore;
  readonly deskWork: DeskWork;
  readonly timers: TimerSource & { earliestDueAt(): Promise<Date | undefined> };
  open(): Iterable<Case>;
  find(caseId: string): Case | undefined;
  /** Every case with all that happened to it, as one change. */
  history(): Change[];
};

type Lasting = Pick<DeskWork, 'send'>;

const dueAtOf = ({ suspended, timers }: Case): Date | undefined => {
  let earliest: Date | undefined;
  if (!suspended)
    for (const { dueAt, heldSince } of timers) if (!heldSince && (!earliest || dueAt < earliest)) earliest = dueAt;
  return earliest;
};

/** A case store over maps, the numbers drawn from the real one. */
const caseStoreOver = (kept: Kept, nextNumber: CaseStore['nextNumber']): CaseStore => ({
  load: async (caseId) => kept.all.get(caseId),
  async commit({ next, entries, messages }, expectedRev) {
    if (expectedRev !== 'new' && kept.all.get(next.id)?.rev !== expectedRev) return 'conflict';
    kept.all.set(next.id, next);
    if (next.status === 'open') kept.open.set(next.id, next);
    else kept.open.delete(next.id);
    const dueAt = next.status === 'open' ? dueAtOf(next) : undefined;
    if (dueAt) kept.due.set(next.id, dueAt);
    else kept.due.delete(next.id);
    const history = kept.histories.get(next.id) ?? { entries: [], messages: [] };
    history.entries.push(...entries);
    history.messages.push(...messages);
    kept.histories.set(next.id, history);
    if (expectedRev === 'new')
      for (const key of customerKeysOf(next.contact.customer))
        kept.ofCustomer.set(key, [...(kept.ofCustomer.get(key) ?? []), next.id]);
    return 'committed';
  },
  findRegistered: async () => undefined,
  entriesOfCommand: async (caseId, key) =>
    (kept.histories.get(caseId)?.entries ?? []).filter(({ commandKey }) => commandKey === key),
  nextNumber,
});

type Kept = {
  readonly all: Map<string, Case>;
  readonly open: Map<string, Case>;
  readonly due: Map<string, Date>;
  readonly histories: Map<string, { entries: JournalEntry[]; messages: OutgoingMessage[] }>;
  readonly ofCustomer: Map<string, string[]>;
};

const contactsOver = ({ all, ofCustomer }: Kept): ContactIndex => {
  const ofKeys = (keys: readonly string[]): Case[] =>
    [...new Set(keys.flatMap((key) => ofCustomer.get(key) ?? []))]
      .map((id) => all.get(id)!)
      .toSorted((left, right) => right.contact.receivedAt.getTime() - left.contact.receivedAt.getTime());
  return {
    ofCustomer: async ({ keys, receivedFrom }, { limit }) =>
      ofKeys(keys)
        .filter(({ contact }) => receivedFrom === undefined || contact.receivedAt >= receivedFrom)
        .slice(0, limit),
    countOfCustomer: async ({ keys }) => ofKeys(keys).length,
    sharingTerms: async () => [],
    search: async () => [],
    countFound: async () => 0,
  };
};

/** Work is locked and done within one moment of the simulated time. */
const workOver = ({ all, open }: Kept, work: WorkStore): WorkStore => {
  const locks = new Map<string, { workerId: string; userId: string }>();
  const itemOf = (id: string) => {
    const current = all.get(caseIdOf(id));
    const task = current && externalTasksOf(current).find((one) => one.id === id);
    const lockedBy = locks.get(id);
    return task && { ...workItemOf(current, task), ...(lockedBy && { lockedBy }) };
  };
  return {
    ...work,
    async lock(wanted, worker, at, limit) {
      const topics = new Set(wanted.map(({ topic }) => topic));
      const ids = [...open.values()].flatMap((current) =>
        externalTasksOf(current)
          .filter(({ topic, retries, retryAt }) => topics.has(topic) && retries > 0 && !(retryAt && retryAt > at))
          .map(({ id }) => id),
      );
      const taken = ids.filter((id) => !locks.has(id)).slice(0, limit);
      for (const id of taken) locks.set(id, worker);
      return taken.map((id) => itemOf(id)!);
    },
    find: async (id) => itemOf(id),
    async unlock(id) {
      return locks.delete(id);
    },
    async end(id) {
      locks.delete(id);
    },
  };
};

const deskWorkOver = ({ open }: Kept, lasting: Lasting): DeskWork => {
  const tasks = (isMeant: (item: WorklistItem) => boolean, limit: number): WorklistItem[] =>
    [...open.values()]
      .flatMap((current) => current.tasks.filter(isOpen).map((task) => worklistItem(current, task)))
      .filter(isMeant)
      .toSorted((left, right) => left.dueAt.getTime() - right.dueAt.getTime())
      .slice(0, limit);
  return {
    heldBy: async (personId, limit) =>
      tasks(({ status, assignee }) => status === 'reserved' && assignee === personId, limit),
    countHeld: async (personIds) =>
      new Map(personIds.map((id) => [id, tasks(({ assignee }) => assignee === id, Infinity).length])),
    readyToGiveOut: async () => [],
    unfinished: async (centre, at, limit) =>
      tasks((item) => item.centre === centre && (item.status === 'reserved' || item.dueAt <= at), limit),
    openCallbacks: async (centre, limit) =>
      [...open.values()]
        .filter(({ contact, runs }) => contact.centre === centre && runs[0]?.definition.key === 'promisedCallback')
        .slice(0, limit)
        .map((current) => {
          const dueAt = dueAtOf(current);
          const { id: caseId, number: caseNumber, contact } = current;
          return { caseId, caseNumber, subject: contact.subject, ...(dueAt && { dueAt }) };
        }),
    send: (message) => lasting.send(message),
  };
};

export const openMonthCases = (real: {
  readonly cases: CaseStore;
  readonly work: WorkStore;
  readonly deskWork: DeskWork;
}): MonthCases => {
  const kept: Kept = { all: new Map(), open: new Map(), due: new Map(), histories: new Map(), ofCustomer: new Map() };
  return {
    cases: caseStoreOver(kept, () => real.cases.nextNumber()),
    contacts: contactsOver(kept),
    work: workOver(kept, real.work),
    deskWork: deskWorkOver(kept, real.deskWork),
    timers: {
      async earliestDueAt() {
        let earliest: Date | undefined;
        for (const dueAt of kept.due.values()) if (!earliest || dueAt < earliest) earliest = dueAt;
        return earliest;
      },
      // One shard has them all.
      async dueTimers(shard, now) {
        if (shard !== 0) return [];
        return [...kept.due]
          .filter(([, dueAt]) => dueAt <= now)
          .map(([caseId]) => ({
            caseId,
            timers: kept.all
              .get(caseId)!
              .timers.filter(({ dueAt, heldSince }) => dueAt <= now && !heldSince)
              .toSorted((left, right) => left.dueAt.getTime() - right.dueAt.getTime()),
          }));
      },
    },
    open: () => kept.open.values(),
    find: (caseId) => kept.all.get(caseId),
    history: () => [...kept.all.values()].map((next) => ({ next, ...kept.histories.get(next.id)! })),
  };
};
