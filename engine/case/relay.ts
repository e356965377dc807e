/** Passes a message on to every case bound to this one: a model's throw marked `ladder:relay="bound"`, or an answer given by hand. */
import { present } from '../present.ts';
import { toCase } from './case-message.ts';
import { change, record, type Draft } from './draft.ts';
import type { CaseLink } from './link.ts';
import type { RelayedMessage } from './major-incident.ts';
import { ladderAttribute, type StepOutcome } from './step-outcome.ts';

const isBound = ({ kind, state }: CaseLink): boolean => kind === 'binds' && state === 'confirmed';

export const relayTo = (draft: Draft, { caseId, caseNumber }: CaseLink, relayed: RelayedMessage): Draft =>
  record(draft, {
    type: 'MessageRelayed',
    details: { message: relayed.message, caseId, caseNumber },
    message: toCase(draft.case, caseId, { act: 'relay', ...relayed }),
  });

/** Remembers the message for cases bound later, and sends it to those that are bound by now, all with the same write. */
export const relayToBound = (draft: Draft, relayed: RelayedMessage, at: Date): Draft => {
  const { majorIncident, links = [] } = draft.case;
  if (!majorIncident) return draft;
  const answered = change(draft, {
    majorIncident: { ...majorIncident, answers: [...majorIncident.answers, { ...relayed, at }] },
  });
  return links.filter(isBound).reduce((current, link) => relayTo(current, link, relayed), answered);
};

export const relayBound = (draft: Draft, outcome: StepOutcome): Draft =>
  outcome.happened.reduce((current, happening) => {
    if (happening.type !== 'thrown' || happening.kind !== 'message' || happening.ref === undefined) return current;
    if (ladderAttribute(outcome.definition, happening.activityId, 'relay') !== 'bound') return current;
    const { ref: message, correlationKey, data } = happening;
    return relayToBound(current, { message, ...present({ correlationKey, data }) }, outcome.at);
  }, draft);
