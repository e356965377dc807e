import type { Actor } from '../case/actor.ts';
import { Refusal } from '../errors.ts';
import { findSeen, type ReadContext } from '../queries/view-case.ts';
import { attachmentsOf, isInSight } from './attachment-context.ts';
import type { Attachment } from './attachment.ts';

/** The files of a case that are still there. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. */
export const listAttachments = async (
  context: ReadContext,
  actor: Actor,
  caseId: string,
): Promise<readonly Attachment[]> => {
  const { current, seen } = await findSeen(context, actor, caseId);
  return attachmentsOf(current)
    .filter((attachment) => !attachment.removedAt && isInSight(seen, attachment))
    .map((attachment) => ({ ...attachment, name: seen.mask(attachment.name) }));
};

/**
 * A file whose content the actor may read; that they did is noted in the access log. A file may hold personal data, so whoever
 * sees the case masked does not get it. Refuses with `ATTACHMENT_NOT_FOUND`, `NOT_ALLOWED`, `CASE_NOT_FOUND`.
 */
export const readableAttachment = async (
  context: ReadContext,
  actor: Actor,
  caseId: string,
  attachmentId: string,
): Promise<Attachment> => {
  const { current, seen } = await findSeen(context, actor, caseId);
  const attachment = attachmentsOf(current).find(({ id }) => id === attachmentId);
  if (!attachment || !isInSight(seen, attachment))
    throw new Refusal('ATTACHMENT_NOT_FOUND', `Case ${current.number} has no attachment '${attachmentId}'.`, {
      attachmentId,
    });
  if (attachment.removedAt)
    throw new Refusal(
      'ATTACHMENT_NOT_FOUND',
      `'${attachment.name}' was removed at ${attachment.removedAt.toISOString()}; the journal says why.`,
      { attachmentId, removedAt: attachment.removedAt },
    );
  if (seen.isMasked && seen.runIds === undefined && attachment.addedBy !== actor.id)
    throw new Refusal(
      'NOT_ALLOWED',
      `'${attachment.name}' may hold personal data, which ${actor.id} sees masked; somebody who handles the case may open it.`,
      { attachmentId },
    );
  if (actor.kind === 'user')
    await context.accessLog.noteView({
      at: context.now(),
      userId: actor.id,
      caseId: current.id,
      caseNumber: current.number,
      centre: current.contact.centre,
    });
  return attachment;
};
