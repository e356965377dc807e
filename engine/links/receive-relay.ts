/** A message a major incident relayed: given to what waits for it, else kept as an incident until a manager retries it. */
import type { CaseMessage } from '../case/case-message.ts';
import { change, record, type Draft } from '../case/draft.ts';
import { decideCorrelation } from '../commands/correlate-message.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';

type Relay = Extract<CaseMessage, { act: 'relay' }>;

export const relayNotReceived = 'RELAY_NOT_RECEIVED';

const keepAsIncident = (draft: Draft, { from, message, correlationKey, data }: Relay, why: string): Draft => {
  const own = draft.case.runs[0]!;
  const lastId = draft.case.lastId + 1;
  const incident = {
    runId: own.id,
    executionId: lastId.toString(36),
    activityId: own.definition.key,
    code: relayNotReceived,
    message: `The message '${message}' of major incident ${from.caseNumber} could not be received: ${why} Bring the case to where it waits for it and retry.`,
    relayed: { message, ...present({ correlationKey, data }) },
  };
  return record(change(draft, { lastId, incidents: [...draft.case.incidents, incident] }), {
    type: 'IncidentRaised',
    activityId: incident.activityId,
    details: { code: incident.code, message: incident.message },
  });
};

/** A closed case needs no answer any more; that it came too late is written down. */
export const receiveRelay = async (context: Context, draft: Draft, relay: Relay, at: Date): Promise<Draft> => {
  const { from, message, correlationKey, data } = relay;
  const isTooLate = draft.case.status === 'closed';
  const recorded = record(draft, { type: 'RelayReceived', details: { message, ...from, isTooLate } });
  if (isTooLate) return recorded;
  try {
    return await decideCorrelation(context, recorded, { message, at, ...present({ correlationKey, data }) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return keepAsIncident(recorded, relay, error.message);
  }
};
