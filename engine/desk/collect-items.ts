/** What a handover log begins with: everything carried over, held or overdue at the centre, and every callback promised. */
import { noDueAt } from '../case/worklist-item.ts';
import { present } from '../present.ts';
import type { DeskContext } from './desk-context.ts';
import type { HandoverItem } from './handover.ts';

type Collecting = {
  readonly node: string;
  readonly givers: readonly string[];
  readonly at: Date;
  readonly by: string;
};

/** More than a shift could read; what lies behind it is in every worklist anyway. */
const most = 300;

type Found = Omit<HandoverItem, 'id' | 'addedBy' | 'addedAt'>;

const tasksOf = async (
  { deskWork }: Pick<DeskContext, 'deskWork'>,
  { node, givers, at }: Collecting,
): Promise<Found[]> => {
  const items = await deskWork.unfinished(node, at, most);
  return items
    .filter(({ assignee }) => assignee === undefined || givers.length === 0 || givers.includes(assignee))
    .map(({ id, caseId, caseNumber, name, activityId, maskedSubject, subject, dueAt, assignee }) => ({
      kind: 'task' as const,
      text: [name ?? activityId, maskedSubject ?? subject, ...(assignee === undefined ? [] : [assignee])].join(' · '),
      taskId: id,
      caseId,
      caseNumber,
      ...(dueAt < noDueAt && { dueAt }),
    }));
};

const callbacksOf = async ({ deskWork }: Pick<DeskContext, 'deskWork'>, { node }: Collecting): Promise<Found[]> =>
  (await deskWork.openCallbacks(node, most)).map(({ caseId, caseNumber, subject, dueAt }) => ({
    kind: 'callback' as const,
    text: subject,
    caseId,
    caseNumber,
    ...present({ dueAt }),
  }));

/** What stands in the list already: the same task, or the same promise, is not listed twice. */
const keyOf = ({ kind, taskId, caseId, text }: Found): string => `${kind}:${taskId ?? caseId ?? text}`;

export const collectItems = async (
  context: Pick<DeskContext, 'deskWork'>,
  collecting: Collecting,
  carried: readonly HandoverItem[],
): Promise<HandoverItem[]> => {
  const found = [...(await callbacksOf(context, collecting)), ...(await tasksOf(context, collecting))];
  const known = new Set(carried.map(keyOf));
  const fresh = found
    .filter((item) => !known.has(keyOf(item)))
    .map((item) => ({ ...item, addedBy: collecting.by, addedAt: collecting.at }));
  return [...carried, ...fresh].map((item, index) => ({ ...item, id: String(index + 1) }));
};
