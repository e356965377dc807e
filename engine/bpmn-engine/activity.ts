/** Makes an activity of the library report to the session and take its ids from there. */
import { chooseOutbound } from './choose-outbound.ts';
import { publishEvent, type Activity, type Content } from './library.ts';
import { completeRun, cancelRun, enterRun, scopeIdsOf, sessionOf, StepFailure, type Session } from './session.ts';

// Private parts of the library, under registered symbols.
const kExec = Symbol.for('exec');
const kFormatter = Symbol.for('formatter');

type Formatted = (error: null, content: Content, isFormatted: boolean) => void;
type Internals = {
  [kExec]: Map<string, unknown>;
  [kFormatter]: { format: (message: { readonly content: Content }, callback: Formatted) => void };
};

// Formatting lets extensions rewrite messages; there are none, and it costs two messages for each one of the run.
const passThrough: Internals[typeof kFormatter] = {
  format: (message, callback) => callback(null, message.content, false),
};

/** What the scope around an element, its boundary events and gateways listen for; the rest would only be passed on. */
const heard = new Set(['enter', 'leave', 'discard', 'error', 'stop']);

const isBehindEvents = ({ compiled }: Session, { inbound }: Activity): boolean =>
  inbound.some(({ sourceId }) => compiled.nodes.get(sourceId)?.type === 'bpmn:EventBasedGateway');

const failedEvent = (activity: Activity, { error }: Content): StepFailure => {
  if (error instanceof StepFailure) return error;
  const message = error?.message ?? `Element '${activity.id}' failed without saying why.`;
  return new StepFailure('EXECUTION_FAILED', activity.id, message);
};

const observe = (session: Session, activity: Activity, state: string, content: Content): void => {
  const run = session.runs.get(content.executionId);
  switch (state) {
    case 'enter': {
      const attachedTo = session.compiled.nodes.get(activity.id)?.isBoundary
        ? content.inbound?.[0]?.executionId
        : undefined;
      enterRun(session, {
        executionId: content.executionId,
        activityId: activity.id,
        scopeIds: scopeIdsOf(activity),
        ...(attachedTo === undefined ? {} : { attachedTo }),
      });
      return;
    }
    // An event-based gateway lasts in the library until one of its events happens; its token has left before.
    case 'execution.outbound.take':
    case 'end':
      if (run) completeRun(session, run);
      return;
    case 'leave':
      if (run) cancelRun(session, run);
      return;
    case 'error':
      throw failedEvent(activity, content);
    default:
  }
};

export const instrumentActivity = (activity: Activity): Activity => {
  const session = sessionOf(activity);
  session.activities.push(activity);
  const internals = activity as unknown as Internals;
  const exec = internals[kExec];
  internals[kFormatter] = passThrough;
  // An event-based gateway listens for the end of the events behind it.
  const isEndHeard = isBehindEvents(session, activity);

  const { run, init, [publishEvent]: publish } = activity;
  const assignId = (): void => {
    if (!exec.has('initExecutionId')) exec.set('initExecutionId', session.ids());
  };
  activity.init = (content) => {
    assignId();
    init.call(activity, content);
  };
  activity.run = (content) => {
    assignId();
    run.call(activity, content);
  };
  activity.emitFatal = (error, content) => {
    throw failedEvent(activity, { ...content, error });
  };
  activity.evaluateOutbound = (_, takesOne, callback) => {
    const taken = chooseOutbound(session, activity, takesOne === true);
    callback(
      null,
      taken.map(({ id, targetId }) => ({ id, action: 'take', targetId })),
    );
  };
  activity[publishEvent] = (state, content, properties) => {
    if (!session.isResuming) observe(session, activity, state, content);
    if (heard.has(state) || (isEndHeard && state === 'end')) publish.call(activity, state, content, properties);
  };
  return activity;
};
