/** The delivery log, for everybody who sees the cases; addresses and texts only for those who need personal data. */
import type { Actor } from '../case/actor.ts';
import { mayOverride, needsToSeePersonalData, visibleNodes } from '../case/authorisation.ts';
import { isWithin, type Organisation } from '../case/organisation.ts';
import { Refusal } from '../errors.ts';
import type { DeliveryContext } from './address-message.ts';
import type { Delivery, DeliveryFilter, DeliveryPage } from './delivery.ts';

type Reading = Pick<DeliveryContext, 'deliveries' | 'organisation'>;

const nodesFor = (organisation: Organisation, actor: Actor): string[] | undefined => {
  const held = visibleNodes(actor);
  const nodes = [...organisation.keys()].filter((id) => held.some((node) => isWithin(organisation, id, node)));
  if (nodes.length === 0)
    throw new Refusal('NOT_ALLOWED', `${actor.id} sees no cases, so there are no deliveries to show.`);
  return nodes.length === organisation.size ? undefined : nodes;
};

const masked = ({ to, text, data, subject, ...shown }: Delivery): Delivery => ({
  ...shown,
  to: to.length > 2 ? `${'*'.repeat(to.length - 2)}${to.slice(-2)}` : '**',
  text: '***',
});

const shownTo = (organisation: Organisation, actor: Actor, delivery: Delivery): Delivery =>
  needsToSeePersonalData(actor, organisation, delivery.node) ? delivery : masked(delivery);

/** A page of the delivery log, newest first, with the count of all. Refuses with `NOT_ALLOWED`. */
export const listDeliveries = async (
  { deliveries, organisation }: Reading,
  actor: Actor,
  { before, limit, ...chosen }: Omit<DeliveryFilter, 'nodes'> & DeliveryPage,
): Promise<{ readonly deliveries: readonly Delivery[]; readonly total: number }> => {
  const nodes = nodesFor(organisation, actor);
  const filter = { ...chosen, ...(nodes && { nodes }) };
  const [page, total] = await Promise.all([
    deliveries.list(filter, { limit, ...(before && { before }) }),
    deliveries.count(filter),
  ]);
  return { deliveries: page.map((delivery) => shownTo(organisation, actor, delivery)), total };
};

const requireDelivery = async ({ deliveries }: Reading, id: string): Promise<Delivery> => {
  const found = await deliveries.find(id);
  if (found) return found;
  throw new Refusal('DELIVERY_NOT_FOUND', `There is no delivery '${id}'.`, { deliveryId: id });
};

/** One delivery with its attempts. Refuses with `DELIVERY_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewDelivery = async (context: Reading, actor: Actor, id: string): Promise<Delivery> => {
  const delivery = await requireDelivery(context, id);
  const nodes = nodesFor(context.organisation, actor);
  if (nodes && !nodes.includes(delivery.node))
    throw new Refusal('NOT_ALLOWED', `Delivery '${id}' belongs to '${delivery.node}'; ${actor.id} may not see it.`);
  return shownTo(context.organisation, actor, delivery);
};

/** Sends a dead delivery again. Refuses with `DELIVERY_NOT_FOUND`, `NOT_ALLOWED`, `DELIVERY_NOT_DEAD`. */
export const resendDelivery = async (context: Reading, actor: Actor, id: string, at: Date): Promise<Delivery> => {
  const delivery = await requireDelivery(context, id);
  if (!mayOverride(actor, context.organisation, delivery.node))
    throw new Refusal(
      'NOT_ALLOWED',
      `${actor.id} may not send deliveries of '${delivery.node}' again; a manager may.`,
      {
        deliveryId: id,
      },
    );
  if (!(await context.deliveries.revive(id, actor.id, at)))
    throw new Refusal(
      'DELIVERY_NOT_DEAD',
      `Delivery '${id}' is ${delivery.status}; only a dead one can be sent again.`,
      { deliveryId: id, status: delivery.status },
    );
  return shownTo(context.organisation, actor, await requireDelivery(context, id));
};
