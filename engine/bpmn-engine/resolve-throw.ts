/** Who catches what is thrown (BPMN 2.0.2 §10.5.7): errors and escalations outward through the scopes, signals everywhere. */
import type { EventKind } from '../executor.ts';
import { fireCatch } from './fire-catch.ts';
import type { Run } from './run.ts';
import type { Session } from './session.ts';

const catchersOn = (session: Session, hostId: string, kind: 'error' | 'escalation', code: string | undefined): Run[] =>
  [...session.runs.values()].filter(
    ({ attachedTo, wait }) =>
      attachedTo === hostId && wait?.kind === kind && (wait.code === undefined || wait.code === code),
  );

/** The nearest boundary event that catches the code; one that names the code wins over a catch-all on the same activity. */
export const findCatcher = (
  session: Session,
  thrower: Run,
  kind: 'error' | 'escalation',
  code: string | undefined,
): Run | undefined => {
  for (const hostId of [thrower.executionId, ...thrower.scopeIds.toReversed()]) {
    const catchers = catchersOn(session, hostId, kind, code);
    const exact = catchers.find(({ wait }) => wait !== undefined && 'code' in wait);
    if (exact ?? catchers[0]) return exact ?? catchers[0];
  }
  return undefined;
};

/** Every open subscription to the signal reacts; each at most once, also when reacting opens new ones. */
export const broadcastSignal = (session: Session, signal: string): void => {
  const open = [...session.runs.values()].filter(({ wait }) => wait?.kind === 'signal' && wait.signal === signal);
  for (const run of open) if (session.runs.get(run.executionId)?.wait) fireCatch(session, run, signal);
};

export const resolveThrow = (
  session: Session,
  throwerId: string,
  kind: EventKind,
  ref: string | undefined,
): 'goesOn' | 'failed' => {
  const thrower = session.runs.get(throwerId);
  if (!thrower) return 'goesOn';
  if (kind === 'signal' && ref !== undefined) broadcastSignal(session, ref);
  if (kind !== 'error' && kind !== 'escalation') return 'goesOn';
  const catcher = findCatcher(session, thrower, kind, ref);
  if (catcher) fireCatch(session, catcher, ref);
  else if (kind === 'error') {
    session.uncaughtError = { throwerId, code: ref ?? '' };
    return 'failed';
  }
  return 'goesOn';
};
