/**
 * Brings to life only the elements a step touches. The library would build every element of the diagram, each with its own
 * message broker, for every step, which is most of what a step costs; here an element is built when a token comes to it.
 */
import { kElements, kMessageHandlers, type Activity, type LibraryContext, type ScopeExecution } from './library.ts';
import type { Session } from './session.ts';

const withBoundaries = ({ compiled }: Session, id: string): string[] => [
  id,
  ...(compiled.layout.boundaryIds.get(id) ?? []),
];

/** What a scope begins with: its saved elements when it is resumed, else those that start. */
const firstIds = (session: Session, scopeId: string): string[] => {
  const { compiled, savedIds, startEventId } = session;
  if (session.isResuming) return savedIds.get(scopeId)?.slice() ?? [];
  const isRoot = scopeId === compiled.layout.processId && startEventId !== undefined;
  const chosen = isRoot ? [startEventId] : (compiled.layout.beginnings.get(scopeId) ?? []);
  return chosen.flatMap((id) => withBoundaries(session, id));
};

/** Makes a process, and the sub-processes that will be opened in it, begin with what they need. */
export const makeLazy = (context: LibraryContext, session: Session): void => {
  const { clone } = context;
  const firstOf = (scopeId: string): Activity[] => firstIds(session, scopeId).map((id) => context.getActivityById(id));
  context.getActivities = firstOf;
  context.getSequenceFlows = (scopeId) => [
    ...new Set(firstOf(scopeId).flatMap(({ inbound, outbound }) => [...inbound, ...outbound])),
  ];
  context.getAssociations = () => [];
  context.clone = (environment, owner) => {
    const cloned = clone.call(context, environment, owner);
    makeLazy(cloned, session);
    return cloned;
  };
};

const scopeIn = ({ execution }: Activity): ScopeExecution =>
  'source' in execution! ? execution.source.execution : (execution as ScopeExecution);

/** The elements inside an open sub-process. */
export const insideOf = (subProcess: Activity): LibraryContext => scopeIn(subProcess).context;

const adopt = (scope: ScopeExecution, activity: Activity): void => {
  const { children, flows } = scope[kElements];
  const { onActivityEvent } = scope[kMessageHandlers];
  children.push(activity);
  for (const flow of activity.outbound) {
    if (flows.includes(flow)) continue;
    flows.push(flow);
    flow.broker.subscribeTmp('event', '#', onActivityEvent, {
      noAck: true,
      consumerTag: '_process-flow-controller',
      priority: 200,
    });
  }
  activity.activate();
  activity.broker.subscribeTmp('event', '#', onActivityEvent, {
    noAck: true,
    consumerTag: '_process-activity-consumer',
    priority: 200,
  });
};

/** The live element, built now if no token has come to it yet, with the boundary events that stand on it. */
export const ensureElement = (session: Session, context: LibraryContext, id: string): Activity => {
  const scope = scopeIn(context.owner!);
  for (const elementId of withBoundaries(session, id))
    if (!scope[kElements].children.some((child) => child.id === elementId))
      adopt(scope, context.getActivityById(elementId));
  return context.getActivityById(id);
};
