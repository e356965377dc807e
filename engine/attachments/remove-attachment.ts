import { mayOverride } from '../case/authorisation.ts';
import { change, record } from '../case/draft.ts';
import { changeCase, type Answer, type CaseCommand } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import { attachmentsOf, type AttachmentContext } from './attachment-context.ts';

export type RemoveAttachment = CaseCommand & { readonly attachmentId: string; readonly reason: string };

/**
 * Takes the content of a file away; that it was there, who removed it and why stays in the journal. Whoever added it may, and a
 * manager. Refuses with `ATTACHMENT_NOT_FOUND`, `NOT_ALLOWED`.
 */
export const removeAttachment = async (context: AttachmentContext, command: RemoveAttachment): Promise<Answer> => {
  // First, so that a crash behind the change leaves the content to the sweep.
  await context.attachments.release(command.attachmentId, command.at);
  const answer = await changeCase(
    context,
    'removeAttachment',
    command,
    (draft, { actor, attachmentId, reason, at }) => {
      const known = attachmentsOf(draft.case);
      const attachment = known.find(({ id }) => id === attachmentId);
      if (!attachment)
        throw new Refusal('ATTACHMENT_NOT_FOUND', `Case ${draft.case.number} has no attachment '${attachmentId}'.`, {
          attachmentId,
        });
      if (attachment.addedBy !== actor.id && !mayOverride(actor, context.organisation, draft.case.contact.centre))
        throw new Refusal(
          'NOT_ALLOWED',
          `'${attachment.name}' was added by ${attachment.addedBy}; they or a manager may remove it.`,
          { attachmentId },
        );
      if (attachment.removedAt) return undefined;
      const { name, type, size, sha256 } = attachment;
      const removed = known.map((one) => (one === attachment ? { ...one, removedAt: at } : one));
      return record(change(draft, { attachments: removed }), {
        type: 'AttachmentRemoved',
        reason,
        details: { attachmentId, name, type, size, sha256 },
      });
    },
  );
  await context.attachments.remove(command.attachmentId);
  return answer;
};
