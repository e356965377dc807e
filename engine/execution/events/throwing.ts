/** Throws what an event definition says, for throw events, end events and the behaviour events of loops (§10.5.4). */
import { startCompensation } from '../compensation/compensate.ts';
import { emit, type Draft } from '../draft.ts';
import type { EventDefinition } from '../program/event-definition.ts';
import { asText } from '../variables/as-text.ts';
import { visibleData } from '../variables/scope.ts';
import { throwError, throwEscalation } from './propagate.ts';
import { throwSignal } from './throw-signal.ts';

const local = (draft: Draft, runId: string): { data?: NonNullable<ReturnType<typeof visibleData>> } => {
  const data = draft.runs.get(runId)?.data;
  return data && Object.keys(data).length > 0 ? { data } : {};
};

/** Reports a message for the case layer to deliver; only what was mapped into the thrower travels with it. */
export const throwMessage = (
  draft: Draft,
  runId: string,
  { name, key }: EventDefinition & { readonly kind: 'message' },
): void => {
  const scope = visibleData(draft, runId);
  const ref = asText(name?.evaluate(scope, draft.moment));
  const correlationKey = asText(key?.evaluate(scope, draft.moment));
  emit(draft, {
    type: 'thrown',
    kind: 'message',
    activityId: draft.runs.get(runId)!.node,
    executionId: runId,
    ...(ref !== undefined && { ref }),
    ...(correlationKey !== undefined && { correlationKey }),
    ...local(draft, runId),
  });
};

/**
 * Throws one definition in the name of a run. `waits`: the thrower has to wait for what it started.
 * Afterwards the run may be gone, interrupted by the catcher of what it threw.
 */
export const throwEvent = (draft: Draft, runId: string, definition: EventDefinition): 'goes on' | 'waits' => {
  const scope = visibleData(draft, runId);
  switch (definition.kind) {
    case 'message':
      throwMessage(draft, runId, definition);
      return 'goes on';
    case 'signal':
      throwSignal(draft, runId, asText(definition.name.evaluate(scope, draft.moment)) ?? '', local(draft, runId).data);
      return 'goes on';
    case 'error':
      throwError(draft, runId, {
        ...(definition.code !== undefined && { ref: definition.code }),
        ...local(draft, runId),
      });
      return 'goes on';
    case 'escalation':
      throwEscalation(draft, runId, {
        ...(definition.code !== undefined && { ref: definition.code }),
        ...local(draft, runId),
      });
      return 'goes on';
    case 'compensation':
      return startCompensation(draft, runId, definition) ? 'waits' : 'goes on';
    // Timers and conditions are only caught; links, cancel and terminate are the business of the events that bear them.
    case 'timer':
    case 'conditional':
    case 'link':
    case 'cancel':
    case 'terminate':
      return 'goes on';
  }
};
