/**
 * A waiting element's live end inside the library. It listens to nothing but its own discard and stop: no broadcast
 * reaches it, no message is buffered for it, no clock runs for it. Only `complete` lets it go on.
 */
import type { Activity, Message } from './library.ts';
import type { Handle, Session } from './session.ts';

export const startWaiting = (
  session: Session,
  activity: Activity,
  runId: string,
  executeMessage: Message,
  onDiscard: () => void = () => {},
): Handle => {
  const { broker } = activity;
  const { content } = executeMessage;
  const consumerTag = `_api-${content.executionId}`;
  const stop = (): void => {
    broker.cancel(consumerTag);
    session.handles.delete(runId);
  };
  const discard = (): void => {
    stop();
    onDiscard();
    broker.publish('execution', 'execute.discard', { ...content });
  };
  broker.subscribeTmp(
    'api',
    `activity.*.${content.executionId}`,
    (_, { properties: { type } }) => {
      if (type === 'discard') discard();
      if (type === 'stop') stop();
    },
    { noAck: true, consumerTag, priority: 400 },
  );
  const handle: Handle = {
    discard,
    complete: (repeat) => {
      stop();
      if (repeat !== undefined) broker.publish('execution', 'execute.repeat', { ...content, repeat });
      broker.publish('execution', 'execute.completed', { ...content });
    },
  };
  session.handles.set(runId, handle);
  return handle;
};
