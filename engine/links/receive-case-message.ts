/**
 * What a case does with word from another case. Delivered at least once and possibly out of order, so everything here may be
 * repeated, and what cannot be done is answered or becomes an incident: nothing is dropped.
 */
import { systemActor } from '../case/actor.ts';
import { caseMessageOf, type CaseMessage } from '../case/case-message.ts';
import type { Draft } from '../case/draft.ts';
import type { OutgoingMessage } from '../case/message.ts';
import { changeCase } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { confirmLink, refuseLink, releaseLink, settleUnlink, takeUpLink } from './far-end.ts';
import { receiveRelay } from './receive-relay.ts';
import { reportGone } from './undelivered-message.ts';

const receive = (
  context: Context,
  draft: Draft,
  message: CaseMessage,
  at: Date,
): Draft | undefined | Promise<Draft | undefined> => {
  switch (message.act) {
    case 'link':
      return takeUpLink(draft, message, at);
    case 'confirmLink':
      return confirmLink(draft, message);
    case 'refuseLink':
      return refuseLink(context, draft, message, at);
    case 'unlink':
      return releaseLink(draft, message);
    case 'confirmUnlink':
      return settleUnlink(draft, message);
    case 'relay':
      return receiveRelay(context, draft, message, at);
  }
};

/** Delivers word between cases and resolves to whether it was that; the message's id is the key under which it is carried out once. */
export const receiveCaseMessage = async (context: Context, outgoing: OutgoingMessage, at: Date): Promise<boolean> => {
  const found = caseMessageOf(outgoing);
  if (!found) return false;
  const { caseId, message } = found;
  try {
    await changeCase(
      context,
      'receiveCaseMessage',
      { actor: systemActor, at, caseId, key: outgoing.id, message },
      (draft) => receive(context, draft, message, at),
    );
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'CASE_NOT_FOUND')) throw error;
    if (await context.cases.load(caseId)) throw error;
    await reportGone(context, outgoing, caseId, message, at);
  }
  return true;
};
