/** Puts a catching event into its wait: a timer row, a subscription, a condition. */
import type { Due } from '../model/timer/iso-cycle.ts';
import type { EventTrigger } from './compiled-node.ts';
import { asText } from './as-text.ts';
import { fireCatch } from './fire-catch.ts';
import type { Run, Wait } from './run.ts';
import { evaluate, type Session } from './session.ts';
import { firstDue } from './timer-due.ts';

/** Given when a non-interrupting boundary event is armed again after it fired. */
export type Rearm = Due | true;

const waitOf = (session: Session, run: Run, trigger: EventTrigger, rearm: Rearm | undefined): Wait | undefined => {
  switch (trigger.kind) {
    case 'timer': {
      const due = rearm && rearm !== true ? rearm : firstDue(session, run.activityId, trigger);
      const { dueAt, repeats, body } = due;
      return {
        kind: 'timer',
        timerId: run.executionId,
        dueAt: dueAt.toISOString(),
        ...(trigger.isCycle ? { repeats } : {}),
        ...(body === undefined ? {} : { body }),
      };
    }
    case 'message':
      return { kind: 'message', message: asText(evaluate(session, run.activityId, trigger.name)) };
    case 'signal':
      return { kind: 'signal', signal: asText(evaluate(session, run.activityId, trigger.name)) };
    case 'error':
    case 'escalation':
      return { kind: trigger.kind, ...(trigger.code === undefined ? {} : { code: trigger.code }) };
    case 'conditional':
      return { kind: 'conditional', ...(rearm ? { holds: true as const } : {}) };
    case 'terminate':
    case 'compensation':
    case 'cancel':
    case 'link':
      return undefined;
  }
};

export const armCatch = (session: Session, run: Run, trigger: EventTrigger, rearm: Rearm | undefined): void => {
  const wait = waitOf(session, run, trigger, rearm);
  if (!wait) return;
  const waiting: Run = { ...run, wait };
  session.runs.set(run.executionId, waiting);
  if (wait.kind === 'timer')
    session.happened.push({
      type: 'timerArmed',
      timerId: wait.timerId,
      activityId: run.activityId,
      executionId: run.executionId,
      dueAt: wait.dueAt,
    });
  // A condition that holds already fires at once; armed again, it has to become false first.
  if (trigger.kind === 'conditional' && !rearm)
    session.deferred.push(() => {
      if (session.runs.get(run.executionId)?.wait && evaluate(session, run.activityId, trigger.condition) === true)
        fireCatch(session, waiting);
    });
};
