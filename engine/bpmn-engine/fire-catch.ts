/** Lets a waiting catch event happen: cancels what it interrupts, tells the library, arms it again if it stays. */
import type { Due } from '../model/timer/iso-cycle.ts';
import type { Run } from './run.ts';
import { cancelRun, StepFailure, type Session } from './session.ts';
import { nextDue } from './timer-due.ts';

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

const rearmOf = (session: Session, { activityId, wait }: Run): Due | true | undefined => {
  const trigger = session.compiled.nodes.get(activityId)?.triggers[0];
  if (wait?.kind !== 'timer' || trigger?.kind !== 'timer') return true;
  if (wait.repeats === undefined) return undefined;
  const { dueAt, repeats, body } = wait;
  return nextDue(session, activityId, trigger, {
    dueAt: new Date(dueAt),
    repeats,
    ...(body === undefined ? {} : { body }),
  });
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
  handle.complete(staysArmed ? rearmOf(session, run) : undefined);
  if (outer === undefined) delete session.cause;
  else session.cause = outer;
};
