/** Makes an activity of the library report to the session and take its ids from there. */
import { publishEvent, type Activity, type Content } from './library.ts';
import { completeRun, cancelRun, enterRun, scopeIdsOf, sessionOf, StepFailure, type Session } from './session.ts';

// A private part of the library, under a registered symbol.
const kExec = Symbol.for('exec');

const failedEvent = (activity: Activity, content: Content): StepFailure =>
  new StepFailure(
    'EXECUTION_FAILED',
    activity.id,
    content.error?.message ?? `Element '${activity.id}' failed without saying why.`,
  );

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
  const exec = (activity as unknown as { [kExec]: Map<string, unknown> })[kExec];

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
  activity[publishEvent] = (state, content, properties) => {
    if (!session.isResuming) observe(session, activity, state, content);
    publish.call(activity, state, content, properties);
  };
  return activity;
};
