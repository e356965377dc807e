/**
 * A case that happens again in memory alone: decided by the functions behind the real commands, never sealed, masked or stored,
 * because nobody will verify or read it.
 */
import { advance } from '../case/advance.ts';
import { systemActor } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import { draftOf, record, type Draft } from '../case/draft.ts';
import { emptyJournal, type NewEntry } from '../case/journal.ts';
import { newRun } from '../case/run.ts';
import type { Context, DeployedDefinition } from '../ports.ts';
import type { RecordedCase } from './recorded-case.ts';

export type TrialEntry = Pick<NewEntry, 'type' | 'taskId' | 'details'> & { readonly at: Date };

export type TrialCase = { readonly case: Case; readonly entries: readonly TrialEntry[] };

export type TrialLife = {
  current(): Case;
  /** Takes in what a command decided; `undefined` is nothing. */
  act(at: Date, decide: (draft: Draft) => Draft | undefined | Promise<Draft | undefined>): Promise<void>;
  end(): TrialCase;
};

const freshCase = ({ contact, number, registeredAt }: RecordedCase, deployed: DeployedDefinition): Case => ({
  id: `trial-${number}`,
  number,
  rev: 0,
  status: 'open',
  contact,
  registeredAt,
  registeredBy: systemActor.id,
  runs: [newRun('r1', deployed)],
  tasks: [],
  timers: [],
  slaTargets: [],
  incidents: [],
  journalHead: emptyJournal,
  lastId: 1,
});

/** Registers the recorded contact anew and lets its process begin. */
export const beginLife = async (
  context: Context,
  deployed: DeployedDefinition,
  recorded: RecordedCase,
): Promise<TrialLife> => {
  let current = freshCase(recorded, deployed);
  const entries: TrialEntry[] = [];
  const act: TrialLife['act'] = async (at, decide) => {
    const draft = await decide(draftOf(current));
    if (!draft) return;
    for (const { type, taskId, details } of draft.entries)
      entries.push({ type, at, ...(taskId !== undefined && { taskId }), ...(details && { details }) });
    current = { ...draft.case, rev: current.rev + 1 };
  };
  const { registeredAt, startData } = recorded;
  await act(registeredAt, (draft) => {
    const registered = record(draft, { type: 'CaseRegistered', details: {} });
    return advance(context, registered, 'r1', { type: 'start', data: startData }, registeredAt);
  });
  return { current: () => current, act, end: () => ({ case: current, entries }) };
};
