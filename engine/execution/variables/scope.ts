/** Variables as an element sees them (§10.4): its own, then those of each scope around it, then the root's. */
import type { Data } from '../../data.ts';
import { changeRun, emit, type Draft } from '../draft.ts';
import type { Run } from '../state.ts';
import { isEqual } from './is-equal.ts';

/** The variables the standard and Camunda give to a loop's instances (table 10.30), derived from its counters. */
const loopVariables = ({ loop }: Run): Data => {
  if (!loop) return {};
  const { total, active, completed, terminated } = loop;
  return {
    nrOfInstances: total ?? loop.next,
    nrOfActiveInstances: active,
    nrOfCompletedInstances: completed,
    nrOfTerminatedInstances: terminated,
    numberOfInstances: total ?? loop.next,
    numberOfActiveInstances: active,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: terminated,
  };
};

/** All variables visible to a run, inner ones hiding outer ones. Not to be written to. */
export const visibleData = (draft: Draft, runId: string): Data => {
  const run = draft.runs.get(runId);
  if (run?.in === undefined) return draft.data;
  if (!run.data && !run.loop) return visibleData(draft, run.in);
  const known = draft.views.get(runId);
  if (known?.version === draft.version) return known.data;
  const data = { ...visibleData(draft, run.in), ...loopVariables(run), ...run.data };
  draft.views.set(runId, { version: draft.version, data });
  return data;
};

const record = (draft: Draft, scopeId: string | undefined, name: string, before: unknown, after: unknown): void => {
  draft.version += 1;
  draft.isDataFresh = true;
  emit(draft, {
    type: 'dataChanged',
    name,
    ...(scopeId !== undefined && { scopeId }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });
};

/** Sets a variable of exactly this scope. */
export const setLocal = (draft: Draft, runId: string, name: string, given: unknown): void => {
  // Data is JSON, which knows no undefined.
  const value = given ?? null;
  const run = draft.runs.get(runId)!;
  const isRoot = run.in === undefined;
  const data = isRoot ? draft.data : (run.data ?? {});
  const before = data[name];
  if (Object.hasOwn(data, name) && isEqual(before, value)) return;
  const after = { ...data, [name]: value };
  if (isRoot) draft.data = after;
  else changeRun(draft, runId, { data: after });
  record(draft, isRoot ? undefined : runId, name, before, value);
};

/** Sets a variable where it lives: the nearest scope that has it, seen from this run, or else the root. */
export const setVariable = (draft: Draft, runId: string, name: string, value: unknown): void => {
  let run = draft.runs.get(runId)!;
  while (run.in !== undefined && !(run.data && Object.hasOwn(run.data, name))) run = draft.runs.get(run.in)!;
  setLocal(draft, run.id, name, value);
};
