import type { Actor } from '../case/actor.ts';
import type { Case } from '../case/case.ts';
import { change, record } from '../case/draft.ts';
import { sightOf } from '../case/visibility.ts';
import { changeCase, type Answer, type CaseCommand } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import { present } from '../present.ts';
import { loadSeen } from '../queries/view-case.ts';
import { attachmentsOf, authoriseAttaching, type AttachmentContext } from './attachment-context.ts';
import { mostAttachments, type Attachment } from './attachment.ts';

export type AddAttachment = CaseCommand & {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** The work order it belongs to; of a branch's user by default the one sent to it. */
  readonly runId?: string;
};

const authorise = (current: Case, actor: Actor): void => {
  authoriseAttaching(actor, current);
  if (attachmentsOf(current).length >= mostAttachments)
    throw new Refusal(
      'ATTACHMENT_REFUSED',
      `Case ${current.number} has ${mostAttachments} attachments; that is the most a case may have.`,
      { caseId: current.id },
    );
};

/** Whether the actor may add a file at all, asked before anything is sent. Refuses as `addAttachment` does. */
export const mayAttach = async (context: AttachmentContext, actor: Actor, caseId: string): Promise<void> => {
  const { current } = await loadSeen(context, actor, caseId);
  authorise(current, actor);
};

const runFor = (current: Case, { actor, runId }: AddAttachment, context: AttachmentContext): string | undefined => {
  const visible = sightOf(actor, context.organisation, current)?.runIds;
  const chosen = runId ?? (visible && [...visible].at(-1));
  if (chosen === undefined) return undefined;
  if (current.runs.some(({ id }) => id === chosen) && (visible?.has(chosen) ?? true)) return chosen;
  throw new Refusal('EXECUTION_NOT_WAITING', `Case ${current.number} has no run '${chosen}' to add a file to.`, {
    runId: chosen,
  });
};

/**
 * Adds a file whose content is already kept under `contentId`. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`,
 * `ATTACHMENT_REFUSED`. A repeat leaves the new content unused.
 */
export const addAttachment = async (
  context: AttachmentContext,
  command: AddAttachment,
  contentId: string,
): Promise<{ readonly answer: Answer; readonly attachment: Attachment }> => {
  const answer = await changeCase(context, 'addAttachment', command, (draft) => {
    const { actor, at, name, type, size, sha256 } = command;
    authorise(draft.case, actor);
    const runId = runFor(draft.case, command, context);
    const attachment: Attachment = {
      id: contentId,
      name,
      type,
      size,
      sha256,
      addedAt: at,
      addedBy: actor.id,
      ...present({ runId }),
    };
    return record(change(draft, { attachments: [...attachmentsOf(draft.case), attachment] }), {
      type: 'AttachmentAdded',
      details: { attachmentId: contentId, name, type, size, sha256, ...present({ runId }) },
    });
  });
  const added = answer.entries.find(({ type }) => type === 'AttachmentAdded')?.details?.['attachmentId'];
  const id = typeof added === 'string' ? added : contentId;
  if (id === contentId) await context.attachments.keep(contentId);
  else await context.attachments.remove(contentId);
  const current = await context.cases.load(command.caseId);
  return { answer, attachment: attachmentsOf(current!).find((one) => one.id === id)! };
};
