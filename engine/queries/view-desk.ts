/** What an actor finds on their desk: tasks and messages, without personal data their roles do not need. */
import type { Actor } from '../case/actor.ts';
import { maskFrom } from '../case/mask-data.ts';
import type { OutgoingMessage } from '../case/message.ts';
import { needsPersonalDataSomewhere } from '../case/visibility.ts';
import type { WorklistItem, WorklistPage } from '../case/worklist-item.ts';
import type { Readers } from '../readers.ts';

type DeskContext = { readonly readers: Pick<Readers, 'worklist' | 'countWorklist' | 'countTasks' | 'messages'> };

export type Worklist = {
  readonly items: readonly WorklistItem[];
  readonly counts: { readonly mine: number; readonly group: number };
};

/** Hides what reads like personal data; the customer's name cannot be told from other words here, so it is kept with the item. */
const itemAs = (item: WorklistItem): WorklistItem =>
  maskFrom()({ ...item, subject: item.maskedSubject ?? item.subject });

/** Open tasks an actor holds or may claim, most urgent first, with the counts of both. */
export const viewWorklist = async ({ readers }: DeskContext, actor: Actor, page: WorklistPage): Promise<Worklist> => {
  const [items, counts] = await Promise.all([viewTasks({ readers }, actor, page), readers.countWorklist(actor)]);
  return { items, counts };
};

/** The same tasks without counts, which cost more than the tasks do. */
export const viewTasks = async (
  { readers }: DeskContext,
  actor: Actor,
  page: WorklistPage,
): Promise<readonly WorklistItem[]> => {
  const items = await readers.worklist(actor, page);
  return needsPersonalDataSomewhere(actor) ? items : items.map(itemAs);
};

/** More than `most` is told as `isMore`: nobody reads the exact number then. */
type TaskCount = { readonly count: number; readonly isMore: boolean };

const mostCounted = 299;

/** How many tasks each page would show, counted up to 299. */
export const viewTaskCounts = (
  { readers }: DeskContext,
  actor: Actor,
  pages: readonly Pick<WorklistPage, 'scope' | 'filter'>[],
): Promise<readonly TaskCount[]> =>
  Promise.all(
    pages.map(async (page) => {
      const count = await readers.countTasks(actor, page, mostCounted + 1);
      return { count: Math.min(count, mostCounted), isMore: count > mostCounted };
    }),
  );

/** Delivered messages for an actor and the roles they hold, newest first. */
export const viewMessages = async (
  { readers }: DeskContext,
  actor: Actor,
  limit: number,
): Promise<readonly OutgoingMessage[]> => {
  const messages = await readers.messages(actor, limit);
  return needsPersonalDataSomewhere(actor) ? messages : maskFrom()(messages);
};
