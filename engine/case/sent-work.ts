/**
 * Work that was sent to a branch company: the runs whose tasks a branch handler may take. A branch sees these runs and nothing
 * else of a case (requirement O3). Where a run was sent stays with the run, as ended tasks are forgotten.
 */
import type { Actor } from './actor.ts';
import { branchOf, isBranch, isWithin, type Organisation } from './organisation.ts';
import type { Case, Run } from './case.ts';
import { change, type Draft } from './draft.ts';
import { branchIn, waitingFor, type StepOutcome } from './step-outcome.ts';
import { isOpen } from './task.ts';

/** External work of a branch that has its own system (requirement W3). */
const branchTopic = 'branch-work-order';
const forBranch = 'branch-handler@';

/** The nodes the open work of the outcome's run is for. */
const addressees = ({ case: current }: Draft, outcome: StepOutcome): string[] => {
  const tasks = current.tasks.filter((task) => task.runId === outcome.runId && isOpen(task));
  const named = tasks.flatMap(({ candidates }) =>
    candidates.filter((key) => key.startsWith(forBranch)).map((key) => key.slice(forBranch.length)),
  );
  if (!waitingFor(outcome, 'externalTask').some(({ topic }) => topic === branchTopic)) return named;
  const branch = branchIn(current, outcome.runId);
  const node = isBranch(outcome.organisation, branch) ? branch : branchOf(outcome.organisation, current.contact.centre);
  return node === undefined ? named : [...named, node];
};

/** Notes on the run which branches it was sent to. */
export const markSent = (draft: Draft, outcome: StepOutcome): Draft => {
  const nodes = addressees(draft, outcome);
  if (nodes.length === 0) return draft;
  const send = (run: Run): Run =>
    run.id === outcome.runId ? { ...run, sentTo: [...new Set([...(run.sentTo ?? []), ...nodes])] } : run;
  return change(draft, { runs: draft.case.runs.map(send) });
};

/** The branches and departments whose work an actor does; what is sent to a node below one of theirs is theirs too. */
export const branchesOf = (actor: Actor, organisation: Organisation): string[] => {
  const held = actor.roles
    .filter(({ role }) => role === 'branch-handler' || role === 'integration-client')
    .map(({ node }) => node)
    .filter((node) => isBranch(organisation, node));
  return [...organisation.keys()].filter((node) => held.some((ancestor) => isWithin(organisation, node, ancestor)));
};

/** The runs of the case that were sent to the actor's branches. */
export const runsSentTo = (actor: Actor, organisation: Organisation, { runs }: Case): string[] => {
  const nodes = new Set(branchesOf(actor, organisation));
  if (nodes.size === 0) return [];
  return runs.filter(({ sentTo }) => sentTo?.some((node) => nodes.has(node))).map(({ id }) => id);
};
