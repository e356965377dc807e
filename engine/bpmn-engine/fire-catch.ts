/** Lets a waiting catch event happen: cancels what it interrupts, tells the library, arms it again if it stays. */
import type { Run } from './run.ts';
import { cancelRun, StepFailure, type Session } from './session.ts';
import type { CycleProgress } from './timer-due.ts';

const report = (session: Session, { wait, activityId, executionId }: Run, ref: string | undefined): void => {
  if (!wait || wait.kind === 'userTask' || wait.kind === 'externalTask') return;
  if (wait.kind === 'timer') {
    session.happened.push({ type: 'timerFired', timerId: wait.timerId, activityId, dueAt: wait.dueAt });
    return;
  }
  session.happened.push({
    type: 'caught',
    kind: wait.kind,
    activityId,
    executionId,
    ...(ref === undefined ? {} : { ref }),
  });
};

const repeatOf = ({ wait }: Run): CycleProgress | true | undefined => {
  if (wait?.kind !== 'timer') return true;
  return wait.repeats ? { repeats: wait.repeats < 0 ? -1 : wait.repeats - 1, dueAt: wait.dueAt } : undefined;
};

/** `ref` is what was caught: a message or signal name, an error or escalation code. */
export const fireCatch = (session: Session, run: Run, ref?: string): void => {
  const { activityId, executionId } = run;
  const node = session.compiled.nodes.get(activityId)!;
  const handle = session.handles.get(executionId);
  if (!handle)
    throw new StepFailure('EXECUTION_FAILED', activityId, `The run '${executionId}' of '${activityId}' is not live.`);
  report(session, run, ref);
  const outer = session.cause;
  session.cause = activityId;
  const { wait: _, ...fired } = run;
  session.runs.set(executionId, fired);
  if (node.isBoundary) session.happened.push({ type: 'entered', activityId, executionId });
  const host = run.attachedTo === undefined ? undefined : session.runs.get(run.attachedTo);
  const staysArmed = node.isBoundary && !node.isInterrupting;
  if (node.isBoundary && node.isInterrupting && host) cancelRun(session, host, activityId, executionId);
  handle.complete(staysArmed ? repeatOf(run) : undefined);
  if (outer === undefined) delete session.cause;
  else session.cause = outer;
};
