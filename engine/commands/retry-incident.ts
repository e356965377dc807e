import { advance, deliverAgain } from '../case/advance.ts';
import { callFailed } from '../case/calls.ts';
import { workFailed } from '../case/external-task.ts';
import { retryWork } from '../case/retry-work.ts';
import { authoriseOverride } from '../case/authorisation.ts';
import { change, record, type Draft } from '../case/draft.ts';
import { requireWait } from '../case/wait-id.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { decideCorrelation } from './correlate-message.ts';
import { changeCase, type Answer, type CaseCommand, type Decision } from './change-case.ts';

export type RetryIncident = CaseCommand & { readonly waitId: string; readonly reason?: string };

export const decideRetry = (
  context: Context,
  draft: Draft,
  command: Decision<RetryIncident>,
): Draft | Promise<Draft> => {
  authoriseOverride(command.actor, context.organisation, draft.case);
  const { run, executionId } = requireWait(draft.case, command.waitId);
  const incident = draft.case.incidents.find((one) => one.runId === run.id && one.executionId === executionId);
  if (!incident)
    throw new Refusal(
      'EXECUTION_NOT_WAITING',
      `Case ${draft.case.number} has no incident at '${command.waitId}'; its incidents are ${
        draft.case.incidents.map((one) => `${one.runId}.${one.executionId}`).join(', ') || 'none'
      }.`,
      { waitId: command.waitId },
    );
  const { activityId, code, message } = incident;
  const recorded = record(draft, {
    type: 'IncidentRetried',
    activityId,
    details: { code, message },
    ...present({ reason: command.reason, message: incident.unsent }),
  });
  const cleared = change(recorded, { incidents: draft.case.incidents.filter((one) => one !== incident) });
  if (incident.unsent) return cleared;
  if (incident.relayed) return decideCorrelation(context, cleared, { ...incident.relayed, at: command.at });
  if (incident.undelivered) return deliverAgain(context, cleared, run, incident.undelivered, command.at);
  if (incident.code === workFailed) return retryWork(cleared, run.id, executionId);
  if (incident.code !== callFailed)
    return advance(context, recorded, run.id, { type: 'retry', executionId }, command.at);
  // The run itself is sound and still waits; any step lets the case look for the called process again.
  return advance(context, cleared, run.id, { type: 'setData', data: {} }, command.at);
};

/** Runs an element with an incident again. Refuses with `EXECUTION_NOT_WAITING` when there is no such incident. */
export const retryIncident = (context: Context, command: RetryIncident): Promise<Answer> =>
  changeCase(context, 'retryIncident', command, (draft) => decideRetry(context, draft, command));
