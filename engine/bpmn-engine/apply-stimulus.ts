/** One stimulus on a live process. Whether it fits is decided before, in `match-stimulus.ts`. */
import type { Stimulus } from '../executor.ts';
import { evaluateConditions, openConditions } from './conditionals.ts';
import { fireCatch } from './fire-catch.ts';
import { modifyTokens } from './modify-tokens.ts';
import type { Live } from './open-session.ts';
import { broadcastSignal, findCatcher } from './resolve-throw.ts';
import type { Run } from './run.ts';
import type { SavedState } from './saved-state.ts';
import { completeRun, mergeData, StepFailure, type Session } from './session.ts';

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

/** A timer that was moved since it was armed. */
const dueAt = (run: Run, moved: string | undefined): Run =>
  run.wait?.kind === 'timer' && moved !== undefined ? { ...run, wait: { ...run.wait, dueAt: moved } } : run;

/** `target` is the run the stimulus is for, if it is for one. */
export const applyStimulus = ({ session, process }: Live, stimulus: Stimulus, target: Run | undefined): void => {
  const watching = openConditions(session);
  if ('data' in stimulus) mergeData(session, stimulus.data);
  switch (stimulus.type) {
    case 'start':
      process.init(session.ids());
      process.run();
      return;
    case 'complete':
      completeWork(session, target!);
      break;
    case 'throwError':
      throwAt(session, target!, 'error', stimulus.errorCode);
      break;
    case 'throwEscalation':
      throwAt(session, target!, 'escalation', stimulus.escalationCode);
      break;
    case 'fireTimer':
      fireCatch(session, dueAt(target!, stimulus.dueAt));
      break;
    case 'correlate':
      receive(session, target!, stimulus.message);
      break;
    case 'signal':
      broadcastSignal(session, stimulus.signal);
      break;
    case 'setData':
      break;
    case 'modify':
      modifyTokens(session, stimulus.instructions);
      break;
    case 'retry':
    case 'terminate':
      return;
  }
  session.deferred.push(() => evaluateConditions(session, watching));
};

/** Whether the stimulus can only change data or end everything, so that the library need not be brought to life. */
export const isQuiet = ({ runs, process }: SavedState, stimulus: Stimulus): boolean => {
  if (stimulus.type === 'terminate') return true;
  if (stimulus.type !== 'setData' && stimulus.type !== 'signal') return false;
  const isHit = ({ wait }: Run): boolean =>
    wait?.kind === 'conditional' ||
    (stimulus.type === 'signal' && wait?.kind === 'signal' && wait.signal === stimulus.signal);
  return process === null || !runs.some(isHit);
};

export const applyQuietly = (session: Session, stimulus: Stimulus): void => {
  if ('data' in stimulus) mergeData(session, stimulus.data);
};
