/**
 * A manager's intervention on tokens. New tokens are placed before old ones are taken away: with none left, the library
 * would end the process. An instruction that cannot be carried out refuses the whole step.
 */
import { Refusal } from '../errors.ts';
import type { ModifyInstruction } from '../executor.ts';
import { ensureElement, insideOf } from './lazy-elements.ts';
import type { Activity, LibraryContext, SequenceFlow } from './library.ts';
import type { Run } from './run.ts';
import { cancelRun, mergeData, type Session } from './session.ts';

const CAUSE = 'modify';

const refuse = (message: string, details: Record<string, unknown>): never => {
  throw new Refusal('NOT_SUPPORTED', message, details);
};

const requireRun = (session: Session, executionId: string): Run => {
  const run = session.runs.get(executionId);
  if (run && run.attachedTo === undefined) return run;
  const open = [...session.runs.values()].filter(({ attachedTo }) => attachedTo === undefined);
  throw new Refusal(
    'EXECUTION_NOT_WAITING',
    `Nothing that can be moved has the execution id '${executionId}'; open are ${open
      .map((other) => `'${other.activityId}' (${other.executionId})`)
      .join(', ')}.`,
    { executionId },
  );
};

const isInstance = ({ executionId, scopeIds }: Run): boolean =>
  scopeIds.length > 0 && executionId.startsWith(`${scopeIds.at(-1)}_`);

const requireWhole = (run: Run): Run =>
  isInstance(run)
    ? refuse(`'${run.activityId}' (${run.executionId}) is one of several instances; move the whole activity.`, {
        executionId: run.executionId,
      })
    : run;

/** The open scope an element would stand in: its context in the library, undefined when it is not open. */
const openScope = (
  session: Session,
  activityId: string,
  targetScopeId: string | undefined,
): LibraryContext | undefined => {
  const { parentIds, processId } = session.compiled.layout;
  const parentId = parentIds.get(activityId);
  if (parentId === processId) return targetScopeId === undefined ? session.rootContext : undefined;
  const scope = session.activities.find(
    ({ id, executionId = '' }) =>
      id === parentId &&
      session.runs.has(executionId) &&
      (targetScopeId === undefined || executionId === targetScopeId),
  );
  return scope && insideOf(scope);
};

const requireActivity = (session: Session, activityId: string, targetScopeId: string | undefined): Activity => {
  const context = openScope(session, activityId, targetScopeId);
  if (context) return ensureElement(session, context, activityId);
  return refuse(
    session.compiled.nodes.has(activityId)
      ? `'${activityId}' belongs to a scope that is not open; a token cannot be placed there.`
      : `The process has no element '${activityId}'.`,
    { activityId, targetScopeId },
  );
};

/** Takes a flow as if a token had come along it; silent when it only serves to reach its target. */
const takeFlow = (session: Session, flow: SequenceFlow, isSilent: boolean): void => {
  const before = session.happened.length;
  flow.take({});
  if (isSilent) session.happened.splice(before, 1);
};

const insertBefore = (session: Session, activityId: string, targetScopeId: string | undefined): void => {
  if (session.compiled.nodes.get(activityId)?.isBoundary)
    return refuse(`'${activityId}' is a boundary event; place the token after it.`, { activityId });
  const activity = requireActivity(session, activityId, targetScopeId);
  const isJoin = activity.type === 'bpmn:ParallelGateway' && activity.inbound.length > 1;
  const [flow] = activity.inbound;
  // A token on a flow waits in line while the activity is busy.
  if (flow && !isJoin) return takeFlow(session, flow, true);
  if (activity.status) return refuse(`'${activityId}' is busy and cannot be entered again now.`, { activityId });
  activity.broker.cancel('_run-on-inbound');
  return activity.run({});
};

const insertAfter = (session: Session, activityId: string, targetScopeId: string | undefined): void => {
  const activity = requireActivity(session, activityId, targetScopeId);
  const [flow, ...others] = activity.outbound;
  if (!flow || others.length > 0)
    return refuse(
      `'${activityId}' has ${activity.outbound.length} outgoing flows; name the one to place the token on.`,
      {
        activityId,
      },
    );
  return takeFlow(session, flow, false);
};

const insertOnFlow = (session: Session, flowId: string, targetScopeId: string | undefined): void => {
  const sourceId = session.compiled.layout.flows.find(({ id }) => id === flowId)?.sourceId;
  if (sourceId === undefined) return refuse(`The process has no flow '${flowId}'.`, { flowId });
  const flow = requireActivity(session, sourceId, targetScopeId).outbound.find(({ id }) => id === flowId)!;
  return takeFlow(session, flow, false);
};

const cancel = (session: Session, run: Run): void => {
  const { executionId, activityId } = run;
  const handle = session.handles.get(executionId);
  cancelRun(session, run, CAUSE);
  if (handle) return handle.discard();
  const activity = session.activities.find((one) => one.id === activityId && one.executionId === executionId);
  return activity?.discard();
};

const skip = (session: Session, run: Run): void => {
  const handle = session.handles.get(run.executionId);
  if (!handle) return refuse(`'${run.activityId}' is not waiting; only what waits can be skipped.`, { ...run });
  const { wait: _, ...done } = run;
  session.runs.set(run.executionId, { ...done, isSkipped: true });
  return handle.complete();
};

const applyOne = (session: Session, instruction: ModifyInstruction): void => {
  if ('data' in instruction) mergeData(session, instruction.data);
  switch (instruction.type) {
    case 'cancel':
      return cancel(session, requireRun(session, instruction.executionId));
    case 'insertBefore':
      return insertBefore(session, instruction.activityId, instruction.targetScopeId);
    case 'insertAfter':
      return insertAfter(session, instruction.activityId, instruction.targetScopeId);
    case 'insertOnFlow':
      return insertOnFlow(session, instruction.flowId, instruction.targetScopeId);
    case 'move': {
      const run = requireWhole(requireRun(session, instruction.executionId));
      insertBefore(session, instruction.toActivityId, undefined);
      return cancel(session, run);
    }
    case 'repeat': {
      const run = requireWhole(requireRun(session, instruction.executionId));
      insertBefore(session, run.activityId, run.scopeIds.at(-1));
      return cancel(session, run);
    }
    case 'skip':
      return skip(session, requireRun(session, instruction.executionId));
  }
};

const isCancel = ({ type }: ModifyInstruction): boolean => type === 'cancel';

export const modifyTokens = (session: Session, instructions: readonly ModifyInstruction[]): void => {
  // Tokens that go are taken last, so that cancelling one thing and inserting another does not end the process between.
  for (const instruction of instructions.filter((one) => !isCancel(one))) applyOne(session, instruction);
  for (const instruction of instructions.filter(isCancel)) applyOne(session, instruction);
};
