/** What customers were written during the month: recorded as it went out, most at once, some at the second attempt, a few never. */
import {
  deliveryOf,
  type Change,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryContext,
} from '../../engine/index.ts';
import { chanceOf } from '../chance.ts';

const SECOND = 1000;

const soon = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * SECOND);

/** A gateway that is busy now and then, and numbers that are no longer in use. */
const attemptsOf = (
  at: Date,
  chance: number,
): { readonly log: readonly DeliveryAttempt[]; readonly isSent: boolean } => {
  const reference = `gw-${Math.floor(chance * 1e9).toString(36)}`;
  const sentAt = (seconds: number): DeliveryAttempt => ({ at: soon(at, seconds), reference });
  if (chance < 0.006)
    return { log: [{ at: soon(at, 1), error: 'The gateway answered 400: the number is not in use.' }], isSent: false };
  if (chance < 0.05)
    return { log: [{ at: soon(at, 1), error: 'The gateway answered 503: busy.' }, sentAt(11)], isSent: true };
  return { log: [sentAt(1 + Math.floor(chance * 4))], isSent: true };
};

const settled = (delivery: Delivery, seed: number): Delivery => {
  if (delivery.status === 'dead') return delivery;
  const { log, isSent } = attemptsOf(delivery.createdAt, chanceOf(`${seed}/${delivery.id}/delivery`));
  const last = log.at(-1)!;
  return {
    ...delivery,
    status: isSent ? 'sent' : 'dead',
    attempts: log.length,
    log,
    ...(isSent && { sentAt: last.at }),
  };
};

/** Every message of these cases to their customers, oldest first. */
export const deliveriesOfMonth = async (
  context: Pick<DeliveryContext, 'templates' | 'customers' | 'organisation'>,
  history: readonly Change[],
  seed: number,
): Promise<Delivery[]> => {
  const deliveries: Delivery[] = [];
  for (const { next, messages } of history)
    for (const message of messages)
      if (message.to.includes('customer')) deliveries.push(settled(await deliveryOf(context, next, message), seed));
  return deliveries.toSorted((left, right) => left.createdAt.getTime() - right.createdAt.getTime());
};
