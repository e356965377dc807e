/** Remembers what has been completed and could be undone, in order, on the scope it was completed in (§13.5.5). */
import { changeRun, nodeOf, type Draft } from '../draft.ts';
import type { Node } from '../program/node.ts';
import type { CompensationRecord, Run } from '../state.ts';

/** The event sub-process that undoes a completed sub-process, if it has one. */
export const compensationEventSubProcess = ({ inner }: Node): Node | undefined =>
  inner?.eventSubProcesses.find(({ inner: own }) =>
    own?.nodes.some(({ type, events }) => type === 'startEvent' && events.some(({ kind }) => kind === 'compensation')),
  );

/** Whether a run is a completed sub-process brought back to be undone, and not a live one. */
export const isShell = (draft: Draft, runId: string): boolean => {
  const run = draft.runs.get(runId)!;
  return run.for !== undefined && !nodeOf(draft, run.node).isForCompensation;
};

/** What a completed run leaves in the log: one record, or for a loop's body those of its instances. */
const recordsOf = (run: Run, node: Node): readonly CompensationRecord[] => {
  const inside = run.done ?? [];
  if (run.loop) return inside;
  const isUndoable = node.compensationHandler !== undefined || compensationEventSubProcess(node) !== undefined;
  if (!isUndoable && inside.length === 0) return [];
  return [
    {
      node: node.id,
      ...(node.inner && run.data && { data: run.data }),
      ...(inside.length > 0 && { done: inside }),
    },
  ];
};

export const logCompletion = (draft: Draft, runId: string, node: Node): void => {
  const run = draft.runs.get(runId)!;
  // A handler's own work, and the shell of a scope being undone, are not done in the sense that they could be undone.
  if (run.for !== undefined || node.type === 'eventSubProcess') return;
  const records = recordsOf(run, node);
  if (records.length === 0) return;
  const scope = draft.runs.get(run.in!)!;
  changeRun(draft, scope.id, { done: [...(scope.done ?? []), ...records] });
};
