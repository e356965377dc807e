/** One stimulus on a live process. Whether it fits is decided before, in `match-stimulus.ts`. */
import type { Stimulus } from '../executor.ts';
import { conditionalsAfter } from './conditionals.ts';
import { fireCatch } from './fire-catch.ts';
import type { Live } from './open-session.ts';
import { broadcastSignal, findCatcher } from './resolve-throw.ts';
import type { Run } from './run.ts';
import { cancelRun, completeRun, mergeData, StepFailure, type Session } from './session.ts';

const completeWork = (session: Session, run: Run): void => {
  const handle = session.handles.get(run.executionId);
  if (!handle)
    throw new StepFailure(
      'EXECUTION_FAILED',
      run.activityId,
      `The run '${run.executionId}' of '${run.activityId}' is not live.`,
    );
  const { wait: _, ...done } = run;
  session.runs.set(run.executionId, done);
  // An iteration of a multi-instance task ends without an event of its own.
  if (run.scopeIds.at(-1) === bodyOf(run)) completeRun(session, done);
  handle.complete();
};

const bodyOf = ({ executionId }: Run): string => executionId.replace(/_\d+$/, '');

const receive = (session: Session, run: Run, ref: string): void => {
  if (session.compiled.nodes.get(run.activityId)?.work.kind !== 'message') return fireCatch(session, run, ref);
  const { activityId, executionId } = run;
  session.happened.push({ type: 'caught', kind: 'message', activityId, executionId, ref });
  return completeWork(session, run);
};

const throwAt = (session: Session, run: Run, kind: 'error' | 'escalation', code: string): void => {
  const catcher = findCatcher(session, run, kind, code);
  const { activityId, executionId } = run;
  if (!catcher) {
    if (kind === 'escalation') return;
    throw new StepFailure(
      'ERROR_NOT_CAUGHT',
      activityId,
      `No event around '${activityId}' catches the error '${code}'.`,
    );
  }
  session.happened.push({ type: 'thrown', kind, activityId, executionId, ref: code });
  fireCatch(session, catcher, code);
};

/** `target` is the run the stimulus is for, if it is for one. */
export const applyStimulus = ({ session, process }: Live, stimulus: Stimulus, target: Run | undefined): void => {
  switch (stimulus.type) {
    case 'start':
      mergeData(session, stimulus.data);
      process.init(session.ids());
      process.run();
      return;
    case 'complete':
      mergeData(session, stimulus.data);
      completeWork(session, target!);
      return conditionalsAfter(session);
    case 'throwError':
      mergeData(session, stimulus.data);
      return throwAt(session, target!, 'error', stimulus.errorCode);
    case 'throwEscalation':
      mergeData(session, stimulus.data);
      return throwAt(session, target!, 'escalation', stimulus.escalationCode);
    case 'fireTimer':
      return fireCatch(session, target!);
    case 'correlate':
      mergeData(session, stimulus.data);
      receive(session, target!, stimulus.message);
      return conditionalsAfter(session);
    case 'signal':
      mergeData(session, stimulus.data);
      broadcastSignal(session, stimulus.signal);
      return conditionalsAfter(session);
    case 'setData':
      mergeData(session, stimulus.data);
      return conditionalsAfter(session);
    case 'terminate':
      for (const run of [...session.runs.values()].toReversed())
        if (session.runs.has(run.executionId)) cancelRun(session, run, stimulus.reason);
      return;
    case 'retry':
    case 'modify':
      return;
  }
};
