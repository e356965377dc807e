/** What an actor finds on their desk: tasks and messages, without personal data their roles do not need. */
import type { Actor } from '../case/actor.ts';
import { maskFrom } from '../case/mask-data.ts';
import type { OutgoingMessage } from '../case/message.ts';
import { needsPersonalDataSomewhere } from '../case/visibility.ts';
import type { WorklistItem, WorklistPage } from '../case/worklist-item.ts';
import type { Readers } from '../readers.ts';

type DeskContext = { readonly readers: Pick<Readers, 'worklist' | 'countWorklist' | 'messages'> };

export type Worklist = {
  readonly items: readonly WorklistItem[];
  readonly counts: { readonly mine: number; readonly group: number };
};

/** Hides what reads like personal data; the customer's name cannot be told from other words here, so it is kept with the item. */
const itemAs = (item: WorklistItem): WorklistItem =>
  maskFrom()({ ...item, subject: item.maskedSubject ?? item.subject });

/** Open tasks an actor holds or may claim, most urgent first, with the counts of both. */
export const viewWorklist = async ({ readers }: DeskContext, actor: Actor, page: WorklistPage): Promise<Worklist> => {
  const [items, counts] = await Promise.all([readers.worklist(actor, page), readers.countWorklist(actor)]);
  return { items: needsPersonalDataSomewhere(actor) ? items : items.map(itemAs), counts };
};

/** Delivered messages for an actor and the roles they hold, newest first. */
export const viewMessages = async (
  { readers }: DeskContext,
  actor: Actor,
  limit: number,
): Promise<readonly OutgoingMessage[]> => {
  const messages = await readers.messages(actor, limit);
  return needsPersonalDataSomewhere(actor) ? messages : maskFrom()(messages);
};
