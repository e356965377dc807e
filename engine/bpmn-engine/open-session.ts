/** Brings a process to life for one step, from nothing or from its saved state. */
import type { Definition } from '../definition.ts';
import type { Data, IdSource } from '../executor.ts';
import type { Calendars } from '../model/timer/iso-duration.ts';
import { compileContext } from './compile-context.ts';
import { asText } from './as-text.ts';
import { evaluate, type Session } from './session.ts';
import { instantiateProcess, type Process } from './library.ts';
import { makeLazy } from './lazy-elements.ts';
import type { SavedState } from './saved-state.ts';
import { restoreState, type SlimElement } from './slim-state.ts';

export type Live = { readonly session: Session; readonly process: Process };

const never = (): never => {
  throw new TypeError('No timer of the library may run: only the scheduler fires timers.');
};

const fencedTimers = { executing: [], register: never, setTimeout: never, clearTimeout: never };

const optionsOf = (session: Session): Record<string, unknown> => ({
  session,
  settings: { disableTrackState: true, strict: true, batchSize: 100_000 },
  timers: fencedTimers,
  expressions: {
    isExpression: () => true,
    hasExpression: () => true,
    resolveExpression: (source: string, { content = {} }: { content?: Record<string, unknown> }) =>
      evaluate(session, asText(content['id']), session.compiled.expression(source), loopScope(content)),
  },
});

/** Names a completion condition may use, beside the case's data. */
const loopScope = (content: Record<string, unknown>): Record<string, unknown> => ({
  loopCounter: content['index'],
  nrOfInstances: content['loopCardinality'],
});

const newSession = (
  definition: Definition,
  data: Data,
  moment: Date,
  ids: IdSource,
  calendars: Calendars | undefined,
): Session => ({
  compiled: compileContext(definition),
  moment,
  calendars,
  ids,
  runs: new Map(),
  handles: new Map(),
  activities: [],
  savedIds: new Map(),
  happened: [],
  deferred: [],
  data,
  isResuming: false,
  flowDepth: 0,
  flowsTaken: 0,
});

const enliven = (definition: Definition, session: Session): Process => {
  const process = instantiateProcess(session.compiled.context, definition.key, optionsOf(session));
  makeLazy(process.context, session);
  session.rootContext = process.context;
  return process;
};

const collectSaved = ({ id, scope }: SlimElement, saved: Map<string, readonly string[]>): void => {
  if (!scope) return;
  saved.set(
    id,
    scope.children.map((child) => child.id),
  );
  for (const child of scope.children) collectSaved(child, saved);
};

export const startSession = (
  definition: Definition,
  startEventId: string,
  data: Data,
  moment: Date,
  ids: IdSource,
  calendars: Calendars | undefined,
): Live => {
  const session = { ...newSession(definition, data, moment, ids, calendars), startEventId };
  return { session, process: enliven(definition, session) };
};

/** The open runs alone, for what can be done without the library. */
export const restSession = (
  definition: Definition,
  state: SavedState,
  data: Data,
  moment: Date,
  ids: IdSource,
  calendars: Calendars | undefined,
): Session => {
  const session = newSession(definition, data, moment, ids, calendars);
  for (const run of state.runs) session.runs.set(run.executionId, run);
  return session;
};

export const resumeSession = (...opening: Parameters<typeof restSession>): Live => {
  const [definition, { process: saved }] = opening;
  if (!saved) throw new TypeError('An execution that never got beyond its start can only be retried or terminated.');
  const session = restSession(...opening);
  session.isResuming = true;
  collectSaved(saved, session.savedIds);
  const process = enliven(definition, session);
  process.recover(restoreState(saved));
  process.resume();
  session.isResuming = false;
  return { session, process };
};

/** Delivers what was thrown, one after the other, until nothing is left to deliver. */
export const settle = (session: Session): void => {
  for (let next = session.deferred.shift(); next; next = session.deferred.shift()) {
    if (session.uncaughtError !== undefined) return;
    next();
  }
};
