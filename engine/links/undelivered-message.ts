/** What becomes of a message the outbox has given up: nothing waits for it unseen. */
import { systemActor } from '../case/actor.ts';
import { caseMessageOf, type CaseMessage } from '../case/case-message.ts';
import type { Case } from '../case/case.ts';
import { change, record, type Draft } from '../case/draft.ts';
import { findLink, mirrorOf, type LinkKind } from '../case/link.ts';
import type { OutgoingMessage } from '../case/message.ts';
import { changeCase } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { refuseLink, settleUnlink } from './far-end.ts';

const messageNotDelivered = 'MESSAGE_NOT_DELIVERED';

/** What the other case is to the one that sent the message. */
const ownKind = (message: CaseMessage): LinkKind => (message.act === 'relay' ? 'binds' : mirrorOf(message.kind));

/** Lets go of the sender's end of a link, and says why; a case that was to be merged goes on by itself. */
const letGo = (
  context: Pick<Context, 'calendars'>,
  draft: Draft,
  otherId: string,
  message: CaseMessage,
  why: string,
  at: Date,
): Draft | undefined => {
  const kind = ownKind(message);
  const link = findLink(draft.case, kind, otherId);
  if (!link) return undefined;
  const from = { caseId: otherId, caseNumber: link.caseNumber };
  return link.state === 'ending'
    ? settleUnlink(draft, { act: 'confirmUnlink', from, kind })
    : refuseLink(context, draft, { act: 'refuseLink', from, kind, why }, at);
};

const keepAsIncident = (draft: Draft, { to, template, data }: OutgoingMessage, error: string): Draft => {
  const own = draft.case.runs[0]!;
  const lastId = draft.case.lastId + 1;
  const incident: Case['incidents'][number] = {
    runId: own.id,
    executionId: lastId.toString(36),
    activityId: own.definition.key,
    code: messageNotDelivered,
    message: `The message '${template}' to ${to.join(', ')} could not be delivered, however often it was tried: ${error}. Retry sends it again.`,
    unsent: { to, template, data },
  };
  return record(change(draft, { lastId, incidents: [...draft.case.incidents, incident] }), {
    type: 'IncidentRaised',
    activityId: incident.activityId,
    details: { code: incident.code, message: incident.message },
  });
};

const tellSender = async (
  context: Context,
  { id, caseId }: OutgoingMessage,
  about: 'undelivered' | 'gone',
  at: Date,
  decide: (draft: Draft) => Draft | undefined,
): Promise<void> => {
  try {
    await changeCase(context, 'reportMessage', { actor: systemActor, at, caseId, key: `${id}:${about}` }, decide);
  } catch (error) {
    // Whoever sent it is gone as well.
    if (!(error instanceof Refusal && error.code === 'CASE_NOT_FOUND')) throw error;
  }
};

/** The other case does not exist: the sender lets go of it. */
export const reportGone = (
  context: Context,
  outgoing: OutgoingMessage,
  otherId: string,
  message: CaseMessage,
  at: Date,
): Promise<void> =>
  tellSender(context, outgoing, 'gone', at, (draft) =>
    letGo(context, draft, otherId, message, `There is no case '${otherId}' any more.`, at),
  );

/**
 * The outbox has tried often enough: an incident on the case that sent the message, which a retry sends again. A merge is
 * taken back instead, because the merged case is closed and nobody would look at it.
 */
export const reportUndelivered = async (
  context: Context,
  outgoing: OutgoingMessage,
  error: string,
  at: Date,
): Promise<void> => {
  // What the desk sends belongs to no case.
  if (outgoing.caseId === '') return;
  const found = caseMessageOf(outgoing);
  await tellSender(context, outgoing, 'undelivered', at, (draft) =>
    found?.message.act === 'link' && found.message.kind === 'absorbed'
      ? letGo(context, draft, found.caseId, found.message, `It could not be reached: ${error}`, at)
      : keepAsIncident(draft, outgoing, error),
  );
};
