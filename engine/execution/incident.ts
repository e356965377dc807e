/** A technical problem inside a run stops that run alone; what it was about to do can be tried again. */
import { Refusal } from '../errors.ts';
import { changeRun, emit, type Draft } from './draft.ts';
import type { Incident } from './state.ts';

/** Thrown by an element that cannot go on; `guarded` turns it into an incident of its run. */
export class IncidentError extends Error {
  override readonly name = 'IncidentError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const raiseIncident = (draft: Draft, runId: string, incident: Incident): void => {
  const { node } = changeRun(draft, runId, { incident });
  emit(draft, {
    type: 'incidentRaised',
    activityId: node,
    executionId: runId,
    code: incident.code,
    message: incident.message,
  });
};

/** Failures that lie in the model or its data, not in this code. */
export const isModelFailure = (error: unknown): error is Error =>
  error instanceof Error && ['IncidentError', 'ExpressionError', 'TimerError', 'DecisionError'].includes(error.name);

const codeOf = (error: Error): string => {
  if (error instanceof IncidentError) return error.code;
  return error.name === 'ExpressionError' ? 'EXPRESSION_FAILED' : 'ELEMENT_FAILED';
};

/** Does a piece of an element's work; what goes wrong in it becomes an incident, to be retried `at` that piece. */
export const guarded = (draft: Draft, runId: string, at: Incident['at'], work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Refusal || !draft.runs.has(runId)) throw error;
    raiseIncident(draft, runId, { code: codeOf(error), message: error.message, at });
  }
};
