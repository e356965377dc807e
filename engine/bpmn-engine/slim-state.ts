/** Takes out of the library's state what it rebuilds by itself, about two thirds of it. */

type Bag = { [name: string]: unknown };

const slimMessage = (message: Bag): Bag => {
  const { routingKey, exchange } = message['fields'] as Bag;
  const { messageId: _, timestamp: __, ...properties } = message['properties'] as Bag;
  return { fields: { routingKey, exchange }, content: message['content'], properties };
};

// What is not persistent is ignored when read again; kept, it would grow with every step.
const isKept = (message: Bag): boolean => (message['properties'] as Bag)['persistent'] !== false;

const slimBroker = (broker: Bag | undefined): Bag | undefined => {
  if (!broker) return undefined;
  const queues = ((broker['queues'] ?? []) as Bag[]).map(({ messages = [], ...queue }) => ({
    ...queue,
    messages: (messages as Bag[]).filter(isKept).map(slimMessage),
  }));
  return { queues };
};

/** Plain JSON, shared with nothing live. */
export const slimState = (state: unknown): unknown => {
  const plain = JSON.parse(JSON.stringify(state)) as Bag;
  const visit = (element: Bag): Bag => {
    const { environment: _, broker, execution, children, flows, ...rest } = element;
    const slim: Bag = { ...rest };
    if (broker) slim['broker'] = slimBroker(broker as Bag);
    if (execution) slim['execution'] = visit(execution as Bag);
    if (children) slim['children'] = (children as Bag[]).map(visit);
    if ((flows as Bag[] | undefined)?.length) slim['flows'] = flows;
    return slim;
  };
  return visit(plain);
};
