/** Serves the topics `mail`, `sms` and `webhook`: the work becomes a delivery, and is done when the delivery is. */
import type { FetchedWork } from '../commands/fetch-work.ts';
import { completeExternalTask } from '../commands/complete-external-task.ts';
import { failExternalTask } from '../commands/fail-external-task.ts';
import { fetchWork } from '../commands/fetch-work.ts';
import type { WorkContext } from '../commands/held-work.ts';
import { systemActor } from '../case/actor.ts';
import { knownCustomer } from '../customer/known-customer.ts';
import { present } from '../present.ts';
import { Refusal } from '../errors.ts';
import type { DeliveryContext } from './address-message.ts';
import { newDelivery, type Delivery, type DeliveryChannel } from './delivery.ts';
import { renderMessage } from './message-template.ts';

type Serving = DeliveryContext & WorkContext;

/** On every node the same, so that whichever sends a delivery may report its work. */
const worker = { workerId: 'built-in', actor: systemActor } as const;

/** Longer than a delivery usually takes; after a crash the work is looked at again then. */
const lockDurationMs = 10 * 60_000;

const deliveryIdOf = (workId: string): string => `work:${workId}`;

const textIn = (variables: FetchedWork['variables'], name: string): string | undefined => {
  const value = variables[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/** `to`, and `text` with `subject` or `template` with `locale`, as the task's input mapping gives them; a webhook is told its `event`. */
const deliveryFor = async (context: Serving, work: FetchedWork, at: Date): Promise<Delivery | string> => {
  const { variables, topic } = work;
  const channel = topic as DeliveryChannel;
  const to =
    (channel === 'webhook' ? textIn(variables, 'event') : textIn(variables, 'to')) ??
    (channel === 'mail' ? work.contact?.customer.email : undefined) ??
    (channel === 'sms' ? work.contact?.customer.phone : undefined) ??
    (channel === 'webhook' ? work.activityId : undefined);
  if (to === undefined) return `The work names nobody to send it to: give 'to' in its input mapping.`;
  const template = textIn(variables, 'template');
  const text = textIn(variables, 'text');
  const data = {
    ...variables,
    caseNumber: work.caseNumber,
    caseSubject: work.contact?.subject,
    customerName: work.contact?.customer.name,
  };
  const language = work.contact && (await knownCustomer(context, work.contact.customer)).language;
  const rendered =
    text === undefined
      ? renderMessage(context.templates, template ?? 'notice', textIn(variables, 'locale') ?? language, data)
      : { text, subject: textIn(variables, 'subject') ?? work.caseNumber ?? topic };
  return newDelivery({
    id: deliveryIdOf(work.id),
    channel,
    to,
    ...rendered,
    node: work.node,
    workId: work.id,
    createdAt: at,
    ...present({
      template,
      caseId: work.caseId,
      caseNumber: work.caseNumber,
      data: channel === 'webhook' ? variables : undefined,
    }),
  });
};

/** What a report finds gone (the case ended, the token was moved) needs no report any more. */
const unlessGone = async (report: Promise<unknown>): Promise<void> => {
  try {
    await report;
  } catch (error) {
    const isGone =
      error instanceof Refusal && ['EXECUTION_NOT_WAITING', 'WORK_NOT_FOUND', 'LOCK_LOST'].includes(error.code);
    if (!isGone) throw error;
  }
};

/** Tells the work behind a delivery, if there is any, what became of it. */
export const reportDelivery = async (
  context: Serving,
  { id, workId, sentAt, status, log }: Delivery,
  at: Date,
): Promise<void> => {
  if (workId === undefined || status === 'waiting') return;
  const last = log.at(-1);
  if (status === 'sent') {
    const data = { deliveryId: id, sentAt: (sentAt ?? at).toISOString() };
    return unlessGone(completeExternalTask(context, { ...worker, at, workId, data }));
  }
  const message = last?.error ?? 'It could not be sent.';
  return unlessGone(failExternalTask(context, { ...worker, at, workId, message, retries: 0 }));
};

const serve = async (context: Serving, work: FetchedWork, at: Date): Promise<void> => {
  const known = await context.deliveries.find(deliveryIdOf(work.id));
  if (known?.status === 'sent') return reportDelivery(context, known, at);
  // A manager has had the failed work retried.
  if (known?.status === 'dead') await context.deliveries.revive(known.id, systemActor.id, at);
  if (known) return;
  const delivery = await deliveryFor(context, work, at);
  if (typeof delivery !== 'string') return context.deliveries.add([delivery]);
  return unlessGone(failExternalTask(context, { ...worker, at, workId: work.id, message: delivery, retries: 0 }));
};

/** Turns waiting work of these channels into deliveries; resolves to how many. */
export const queueWork = async (
  context: Serving,
  channels: readonly DeliveryChannel[],
  at: Date,
  limit: number,
): Promise<number> => {
  if (channels.length === 0) return 0;
  const topics = channels.map((topic) => ({ topic, lockDurationMs }));
  const { workerId, actor } = worker;
  const fetched = await fetchWork(context, { actor, workerId, at, topics, maxTasks: limit });
  for (const work of fetched) await serve(context, work, at);
  return fetched.length;
};
