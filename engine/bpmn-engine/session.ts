/**
 * One step in progress: the live process, the open runs, what has happened so far. Exists only during a step and is
 * reached by the behaviours through `environment.options`, which the library carries to every element.
 */
import type { Data, Happening, IdSource } from '../executor.ts';
import type { CompiledDefinition } from './compiled-node.ts';
import type { Expression } from '../model/expression/compile-expression.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import type { Activity, LibraryContext } from './library.ts';
import { timerCancelled, type Run } from './run.ts';

/** The live end of a waiting run. `complete` lets it go on; a `repeat` arms a non-interrupting boundary event anew. */
export type Handle = { readonly complete: (repeat?: unknown) => void; readonly discard: () => void };

export type Session = {
  readonly compiled: CompiledDefinition;
  readonly moment: Date;
  /** By whose working time timers may count. */
  readonly calendars: Calendars | undefined;
  readonly ids: IdSource;
  readonly runs: Map<string, Run>;
  readonly handles: Map<string, Handle>;
  /** Every live element, those of open sub-processes among them. */
  readonly activities: Activity[];
  /** Gives the elements that stand directly in the process. */
  rootContext?: LibraryContext;
  readonly happened: Happening[];
  /** Work for after the library has come to rest: delivering what was thrown, evaluating conditions. */
  readonly deferred: (() => void)[];
  data: Data;
  /** Elements to be resumed, by the scope they stand in. */
  readonly savedIds: Map<string, readonly string[]>;
  /** The start event, or another element of the process itself, to begin with, while beginning. */
  startEventId?: string;
  /** While the library repeats its saved messages, nothing happens in the sense of the port. */
  isResuming: boolean;
  /** The event that is firing, hence the cause of what gets cancelled. */
  cause?: string;
  /** Flows taken inside one another, the library being recursive. */
  flowDepth: number;
  flowsTaken: number;
  uncaughtError?: UncaughtError;
};

/** A thrown error that nothing caught: the execution has failed. */
export type UncaughtError = { readonly throwerId: string; readonly code: string };

/** A problem of the model or its data at run time; becomes an incident. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly code: string;
  readonly activityId: string;

  constructor(code: string, activityId: string, message: string) {
    super(message);
    this.code = code;
    this.activityId = activityId;
  }
}

export const sessionOf = (element: { readonly environment: { readonly options: object } }): Session =>
  (element.environment.options as { session: Session }).session;

/** Executions of the sub-processes around an activity, outermost first. */
export const scopeIdsOf = (activity: Activity): string[] => {
  const scope = activity.environment.variables.content;
  const owner = activity.context.owner;
  if (!scope || !owner || owner.type === 'bpmn:Process') return [];
  const outer = scopeIdsOf(owner);
  const body = scope.isMultiInstance ? scope.parent?.executionId : undefined;
  return body === undefined ? [...outer, scope.executionId] : [...outer, body, scope.executionId];
};

export const evaluate = (session: Session, activityId: string, expression: Expression, local: Data = {}): unknown => {
  try {
    return expression.evaluate({ ...session.data, ...local }, session.moment);
  } catch (error) {
    throw new StepFailure('EXPRESSION_FAILED', activityId, (error as Error).message);
  }
};

/** Notes that an element's run begins. A boundary event only lies in wait then: it is entered when it fires. */
export const enterRun = (session: Session, run: Run): void => {
  session.runs.set(run.executionId, run);
  if (!session.compiled.nodes.get(run.activityId)?.isBoundary)
    session.happened.push({ type: 'entered', activityId: run.activityId, executionId: run.executionId });
};

const isBoundary = (session: Session, run: Run): boolean =>
  session.compiled.nodes.get(run.activityId)?.isBoundary === true;

const dropInside = (session: Session, scopeId: string, cause: string | undefined, except?: string): void => {
  const inside = [...session.runs.values()].filter(
    (run) => run.executionId !== except && (run.scopeIds.includes(scopeId) || run.attachedTo === scopeId),
  );
  for (const run of inside.toReversed()) if (session.runs.has(run.executionId)) cancelRun(session, run, cause, except);
};

/** Ends a run and all that depends on it: what runs inside it, the boundary events that stand on it. */
export const cancelRun = (session: Session, run: Run, cause = session.cause, except?: string): void => {
  dropInside(session, run.executionId, cause, except);
  session.runs.delete(run.executionId);
  session.happened.push(...timerCancelled(run));
  // A boundary event that never fired was never entered, so it is not left either.
  if (isBoundary(session, run) && run.wait) return;
  const { activityId, executionId } = run;
  session.happened.push({
    type: 'left',
    activityId,
    executionId,
    outcome: 'cancelled',
    ...(cause === undefined ? {} : { cause }),
  });
};

export const completeRun = (session: Session, run: Run): void => {
  session.runs.delete(run.executionId);
  const { activityId, executionId } = run;
  dropInside(session, executionId, session.cause);
  session.happened.push({ type: 'left', activityId, executionId, outcome: run.isSkipped ? 'skipped' : 'completed' });
};

/** Cancels everything else in the innermost scope of a run; for a terminate end event. */
export const cancelSiblings = (session: Session, run: Run): void => {
  const scopeId = run.scopeIds.at(-1);
  const siblings = [...session.runs.values()].filter(
    (other) => other.executionId !== run.executionId && (scopeId === undefined || other.scopeIds.includes(scopeId)),
  );
  for (const other of siblings.toReversed())
    if (session.runs.has(other.executionId)) cancelRun(session, other, run.activityId);
};

/** Merges into the root data and reports each datum that really changed. */
export const mergeData = (session: Session, data: Data | undefined): void => {
  if (!data) return;
  for (const [name, after] of Object.entries(data)) {
    const isNew = !Object.hasOwn(session.data, name);
    const before = session.data[name];
    if (!isNew && JSON.stringify(before) === JSON.stringify(after)) continue;
    session.data = { ...session.data, [name]: after };
    session.happened.push({ type: 'dataChanged', name, ...(isNew ? {} : { before }), after });
  }
};
