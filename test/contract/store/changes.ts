import type { Case, Change, JournalEntry, OutgoingMessage, Task } from '../../../engine/index.ts';

const start = new Date('2026-03-02T08:00:00Z');

export const minutesLater = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

const readyTask = (caseId: string): Task => ({
  id: `${caseId}.r1.e1`,
  runId: 'r1',
  executionId: 'e1',
  activityId: 'assessComplaint',
  status: 'ready',
  candidates: ['junior-agent@lanzhou'],
  candidateUsers: [],
  createdAt: start,
});

const firstCase = (id: string): Case => ({
  id,
  number: `C-${id}`,
  rev: 0,
  status: 'open',
  contact: {
    centre: 'lanzhou',
    channel: 'phone',
    subject: 'No connection',
    category: 'fault',
    severity: 'normal',
    customer: { class: 'ordinary' },
    receivedAt: start,
  },
  registeredAt: start,
  registeredBy: 'junior.lanzhou',
  runs: [
    {
      id: 'r1',
      definition: { id: 'd1/complaint', key: 'complaint', version: 1 },
      execution: { executor: 'execution', format: 1, status: 'running', data: {}, state: { tokens: [id] } },
    },
  ],
  tasks: [readyTask(id)],
  timers: [],
  slaTargets: [],
  incidents: [],
  journalHead: { sequence: 0, hash: '' },
  lastId: 1,
});

const entryOf = (next: Case, sequence: number, commandKey: string | undefined): JournalEntry => ({
  type: 'TaskClaimed',
  caseId: next.id,
  sequence,
  at: minutesLater(next.rev),
  actor: { id: 'junior.lanzhou', kind: 'user' },
  command: 'claimTask',
  taskId: `${next.id}.r1.e1`,
  rev: next.rev,
  previousHash: String(sequence - 1),
  hash: String(sequence),
  ...(commandKey !== undefined && { commandKey }),
});

/** The change that follows on a case; `changes` are made to the case on the way. Two entries and one message each. */
export const nextChange = (
  before: Case | string,
  changes: Partial<Case> = {},
  { commandKey }: { commandKey?: string } = {},
): Change => {
  const from = typeof before === 'string' ? firstCase(before) : before;
  const { sequence } = from.journalHead;
  const rev = from.rev + 1;
  const next: Case = {
    ...from,
    ...changes,
    rev,
    journalHead: { sequence: sequence + 2, hash: String(sequence + 2) },
  };
  const entries = [sequence + 1, sequence + 2].map((number) => entryOf(next, number, commandKey));
  const message: OutgoingMessage = {
    id: `${next.id}:${sequence + 2}`,
    caseId: next.id,
    caseNumber: next.number,
    at: minutesLater(rev),
    to: ['junior-agent@lanzhou'],
    template: 'notice',
    data: {},
  };
  return { next, entries, messages: [message] };
};

/** The task of a case, held by somebody. */
export const claimedBy = (assignee: string, { tasks }: Case): Pick<Case, 'tasks'> => ({
  tasks: tasks.map((task): Task => ({ ...task, status: 'reserved', assignee })),
});
