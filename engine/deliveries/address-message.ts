/** Turns what a message says to the customer into deliveries to their addresses (`ladder:notify="customer"`). */
import type { Case, Customer } from '../case/case.ts';
import type { OutgoingMessage } from '../case/message.ts';
import type { Context } from '../ports.ts';
import { knownCustomer } from '../customer/known-customer.ts';
import { newDelivery, type Delivery, type DeliveryChannel, type DeliveryStore } from './delivery.ts';
import { renderMessage, type MessageTemplates } from './message-template.ts';

export type DeliveryContext = Context & {
  readonly deliveries: DeliveryStore;
  readonly templates: MessageTemplates;
};

type Address = { readonly channel: DeliveryChannel; readonly to: string };

/** Whoever wrote gets a mail, everybody else a text message, each where there is an address for it. */
const addressOf = ({ phone, email }: Customer, channel: Case['contact']['channel']): Address | undefined => {
  const mail: Address | undefined = email === undefined ? undefined : { channel: 'mail', to: email };
  const sms: Address | undefined = phone === undefined ? undefined : { channel: 'sms', to: phone };
  return channel === 'mail' || channel === 'web' || channel === 'forum' ? (mail ?? sms) : (sms ?? mail);
};

/** A message to the customer of a case as it goes to their address, in their language. */
export const deliveryOf = async (
  context: Pick<DeliveryContext, 'templates' | 'customers' | 'organisation'>,
  current: Case,
  message: OutgoingMessage,
): Promise<Delivery> => {
  const { customer, centre, channel, subject } = current.contact;
  const address = addressOf(customer, channel);
  const data = {
    ...current.runs[0]?.execution.data,
    ...message.data,
    caseNumber: current.number,
    caseSubject: subject,
    customerName: customer.name,
    centre: context.organisation.get(centre)?.name.zh ?? centre,
  };
  const { language } = await knownCustomer(context, customer);
  return newDelivery(
    {
      id: `message:${message.id}`,
      ...(address ?? { channel: 'sms', to: '' }),
      ...renderMessage(context.templates, message.template, language, data),
      template: message.template,
      caseId: current.id,
      caseNumber: current.number,
      node: centre,
      messageId: message.id,
      createdAt: message.at,
    },
    address ? undefined : 'The customer has neither a phone number nor a mail address; add one and tell them.',
  );
};

/**
 * Queues a message for the customer; harmless when repeated. A customer without an address is a dead letter, so that
 * somebody notices. Messages to people of the organisation are read in the product itself and need no delivery.
 */
export const addressMessage = async (context: DeliveryContext, message: OutgoingMessage): Promise<void> => {
  if (!message.to.includes('customer')) return;
  const current = await context.cases.load(message.caseId);
  if (current) await context.deliveries.add([await deliveryOf(context, current, message)]);
};
