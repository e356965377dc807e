/** Errors and escalations look for their catcher from the inside out: by code first, then catch-all, at each border (§10.5.7). */
import { emit, nodeOf, type Draft, type Occurrence } from '../draft.ts';
import { raiseIncident } from '../incident.ts';
import type { EventDefinition } from '../program/event-definition.ts';
import type { Node } from '../program/node.ts';
import { isShell } from '../compensation/log.ts';
import { triggerOf } from '../sub-processes/scope.ts';
import { catchAtBoundary, startEventSubProcess } from './catching.ts';
import { endProcess } from '../end-process.ts';
import { finishRun } from '../finish.ts';

export type Thrown = Occurrence & { readonly kind: 'error' | 'escalation' };

const matches = (definition: EventDefinition, { kind, ref }: Thrown, isExact: boolean): boolean => {
  if (definition.kind !== kind || (definition.kind !== 'error' && definition.kind !== 'escalation')) return false;
  return isExact ? definition.code !== undefined && definition.code === ref : definition.code === undefined;
};

const findCatcher = (candidates: readonly Node[], thrown: Thrown): Node | undefined => {
  for (const isExact of [true, false]) {
    const found = candidates.find(({ events }) => events.some((definition) => matches(definition, thrown, isExact)));
    if (found) return found;
  }
  return undefined;
};

const catchInScope = (draft: Draft, scopeId: string, thrown: Thrown): boolean => {
  const { node, loop, interrupted } = draft.runs.get(scopeId)!;
  const container = draft.program.containers.get(node);
  if (!container || loop || interrupted || isShell(draft, scopeId)) return false;
  const triggers = container.eventSubProcesses.map(triggerOf).filter((trigger) => trigger !== undefined);
  const trigger = findCatcher(triggers, thrown);
  if (!trigger) return false;
  startEventSubProcess(draft, scopeId, nodeOf(draft, trigger.container.id), trigger, thrown);
  return true;
};

const catchOnBorder = (draft: Draft, runId: string, thrown: Thrown): boolean => {
  const { node, in: scopeId, index } = draft.runs.get(runId)!;
  if (scopeId === undefined || index !== undefined || isShell(draft, runId)) return false;
  const boundary = findCatcher(nodeOf(draft, node).boundaries, thrown);
  if (!boundary) return false;
  catchAtBoundary(draft, runId, boundary, thrown);
  return true;
};

/** Offers what was thrown to a scope's event sub-processes and then to everything around it; true when someone caught it. */
const propagateInside = (draft: Draft, scopeId: string, thrown: Thrown): boolean =>
  catchInScope(draft, scopeId, thrown) || propagate(draft, scopeId, thrown);

/** The same, beginning at the border of a run. */
const propagate = (draft: Draft, runId: string, thrown: Thrown): boolean => {
  if (catchOnBorder(draft, runId, thrown)) return true;
  const { in: scopeId } = draft.runs.get(runId)!;
  return scopeId !== undefined && propagateInside(draft, scopeId, thrown);
};

const report = (draft: Draft, runId: string, { kind, ref, data }: Thrown): void =>
  emit(draft, {
    type: 'thrown',
    kind,
    activityId: draft.runs.get(runId)!.node,
    executionId: runId,
    ...(ref !== undefined && { ref }),
    ...(data && { data }),
  });

/**
 * Throws an error at a run that it ends. One that nobody catches stops that run as an incident, so that a worker's or a called
 * process's surprise never costs the whole process.
 */
export const throwError = (draft: Draft, runId: string, thrown: Omit<Thrown, 'kind'>): void => {
  const error: Thrown = { ...thrown, kind: 'error' };
  report(draft, runId, error);
  if (propagate(draft, runId, error)) return;
  const { ref = '', message } = error;
  raiseIncident(draft, runId, {
    code: 'ERROR_NOT_CAUGHT',
    message: `Nothing in the process catches error '${ref}'${message === undefined ? '' : ` (${message})`}.`,
    at: 'enter',
  });
};

/** Throws an error from an end event, which has done its work with that and is left before anything is interrupted. */
export const endWithError = (draft: Draft, runId: string, thrown: Omit<Thrown, 'kind'>): void => {
  const error: Thrown = { ...thrown, kind: 'error' };
  const { in: scopeId } = draft.runs.get(runId)!;
  report(draft, runId, error);
  finishRun(draft, runId);
  if (!propagateInside(draft, scopeId!, error)) endProcess(draft, 'failed', undefined, error.ref);
};

/** Throws an escalation; one that nobody catches changes nothing. */
export const throwEscalation = (draft: Draft, runId: string, thrown: Omit<Thrown, 'kind'>): void => {
  const escalation: Thrown = { ...thrown, kind: 'escalation' };
  report(draft, runId, escalation);
  propagate(draft, runId, escalation);
};
