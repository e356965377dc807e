/**
 * A parallel join that consumes exactly one token per incoming flow. The library counts by source element and swallows
 * the surplus when one branch is faster; here surplus tokens wait for the next round.
 */
import { instrumentActivity } from './activity.ts';
import { kMessageHandlers, libraryFactory, type Activity, type Message } from './library.ts';

type Internals = { [kMessageHandlers]: { onInbound: (routingKey: string, message: Message) => void } };

const LibraryParallelGateway = libraryFactory('ParallelGateway');

const installJoin = (activity: Activity): void => {
  const arrived: Message[] = [];
  (activity as unknown as Internals)[kMessageHandlers].onInbound = (_, message) => {
    arrived.push(message);
    const round = activity.inbound.map(({ id }) => arrived.find(({ content }) => content.id === id));
    if (!round.every((token) => token !== undefined)) return;
    arrived.length = 0;
    for (const token of round) token.ack();
    activity.broker.cancel('_run-on-inbound');
    activity.run({ inbound: round.map(({ content }) => ({ ...content })) });
  };
};

/** Called with `new` by the library. */
export function ParallelGateway(definition: unknown, context: unknown): Activity {
  const activity = instrumentActivity(new LibraryParallelGateway(definition, context) as Activity);
  if (activity.inbound.length > 1) installJoin(activity);
  return activity;
}
