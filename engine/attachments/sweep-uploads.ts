import { attachmentsOf, type AttachmentContext } from './attachment-context.ts';

const HOUR = 3_600_000;

/** Removes content that a crash or a lost connection left without a case; resolves to how much was looked at. */
export const sweepUploads = async (
  { attachments, cases }: Pick<AttachmentContext, 'attachments' | 'cases'>,
  at: Date,
  limit: number,
): Promise<number> => {
  const left = await attachments.unkept(new Date(at.getTime() - HOUR), limit);
  for (const { id, caseId } of left) {
    const current = await cases.load(caseId);
    const isReferred = current && attachmentsOf(current).some((one) => one.id === id && !one.removedAt);
    await (isReferred ? attachments.keep(id) : attachments.remove(id));
  }
  return left.length;
};
