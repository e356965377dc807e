/**
 * Plays one execution and checks after every step what holds for any executor and any model: nothing given is mutated,
 * the same input gives the same visible output, `waiting` can be asked again, entries and exits, timers armed and ended add up.
 */
import { expect } from 'chai';
import type { Definition } from '../../../engine/definition.ts';
import { Refusal } from '../../../engine/errors.ts';
import type {
  Data,
  Execution,
  Executor,
  Happening,
  IdSource,
  Step,
  Stimulus,
  Waiting,
} from '../../../engine/executor.ts';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';

type Kind = Waiting['kind'];

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
};

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Ids of equal length, so that sizes of states can be compared. */
const idsFrom = (first: number): { next: IdSource; used: () => number } => {
  let count = first;
  return {
    next: () => {
      count += 1;
      return `id-${String(count).padStart(6, '0')}`;
    },
    used: () => count,
  };
};

const compileModel = async (xml: string): Promise<Definition> => {
  const { definitions, problems } = await compileDefinition({
    id: 'deployment',
    files: [{ name: 'model.bpmn', content: xml }],
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(errors, 'errors in the test model').to.deep.equal([]);
  return definitions[0]!;
};

/** Keeps the books over all steps of one execution. */
const makeLedger = (): ((step: Step) => void) => {
  const open = new Set<string>();
  const everEntered = new Set<string>();
  const timers = new Set<string>();
  const enter = (executionId: string): void => {
    expect(everEntered, 'runs entered twice').not.to.include(executionId);
    everEntered.add(executionId);
    open.add(executionId);
  };
  return ({ happened, waiting, execution }) => {
    for (const event of happened) {
      if (event.type === 'entered') enter(event.executionId);
      if (event.type === 'left')
        expect(open.delete(event.executionId), `'${event.activityId}' left unentered`).to.be.true;
      if (event.type === 'timerArmed') timers.add(event.timerId);
      if (event.type === 'timerFired' || event.type === 'timerCancelled')
        expect(timers.delete(event.timerId), `timer of '${event.activityId}' ended unarmed`).to.be.true;
    }
    const incidents = waiting.filter(({ kind }) => kind === 'incident');
    if (incidents.length > 0) return;
    const waitingTimers = waiting.flatMap((item) => (item.kind === 'timer' ? [item.timerId] : []));
    expect(waitingTimers.toSorted(), 'timers that wait').to.deep.equal([...timers].toSorted());
    if (execution.status !== 'running') expect([...open], 'runs left open at the end').to.deep.equal([]);
  };
};

export type Player = {
  readonly execution: Execution;
  readonly definition: Definition;
  readonly waiting: readonly Waiting[];
  /** What happened in the last step. */
  readonly happened: readonly Happening[];
  readonly journal: readonly Happening[];
  /** Moves the clock of the steps to come. */
  at(moment: string): void;
  apply(stimulus: Stimulus): Step;
  start(data?: Data): Step;
  /** Begins at an element of the process itself; only for executors that can. */
  startAt(activityId: string, data?: Data): Step;
  complete(activityId: string, data?: Data): Step;
  /** Fires the timer of an event; the clock stands where it was put. */
  fire(activityId: string): Step;
  throwError(activityId: string, errorCode: string, data?: Data): Step;
  /** Expects a refusal and that it has no effect. */
  refuses(stimulus: Stimulus): Refusal;
  /** What waits, as `activityId` or for several instances repeated, sorted; of one kind or of all kinds but timers. */
  waits(kind?: Kind): string[];
  find<K extends Kind>(kind: K, activityId: string): Extract<Waiting, { kind: K }>;
  /** Elements entered in the whole run, in order. */
  entered(): string[];
  /** How an element was left in the last step. */
  leftAs(activityId: string): { outcome: string; cause?: string } | undefined;
};

export const play = async (executor: Executor, xml: string, isRestored: boolean): Promise<Player> => {
  const compiled = await compileModel(xml);
  const spares = isRestored ? await Promise.all(Array.from({ length: 12 }, () => compileModel(xml))) : [];
  const audit = makeLedger();
  const journal: Happening[] = [];
  let definition = compiled;
  let execution: Execution | undefined;
  let last: Step | undefined;
  let moment = new Date('2026-01-01T00:00:00Z');
  let idsUsed = 0;

  const reload = (): void => {
    if (!isRestored) return;
    execution = execution && copy(execution);
    definition = spares.pop() ?? definition;
  };

  const take = (act: (given: IdSource) => Step): Step => {
    const ids = idsFrom(idsUsed);
    const step = act(ids.next);
    expect(JSON.stringify(act(idsFrom(idsUsed).next)), 'the same input again').to.equal(JSON.stringify(step));
    expect(executor.waiting(definition, step.execution)).to.deep.equal(step.waiting);
    expect(copy(step.execution), 'the execution as JSON').to.deep.equal(step.execution);
    idsUsed = ids.used();
    audit(step);
    execution = step.execution;
    last = step;
    journal.push(...step.happened);
    return step;
  };

  const apply = (stimulus: Stimulus): Step => {
    reload();
    const given = freeze(execution);
    return take((next) => executor.step(definition, given, freeze(copy(stimulus)), moment, next));
  };

  const player: Player = {
    get execution() {
      return execution!;
    },
    get definition() {
      return definition;
    },
    get waiting() {
      return last!.waiting;
    },
    get happened() {
      return last!.happened;
    },
    journal,
    at: (text) => {
      moment = new Date(text);
    },
    apply,
    start: (data) => apply({ type: 'start', ...(data ? { data } : {}) }),
    startAt: (activityId, data = {}) =>
      take((next) => executor.startAt!(definition, activityId, freeze(copy(data)), moment, next)),
    complete: (activityId, data) => {
      const waiting = player.waiting.find((item) => item.activityId === activityId && item.kind !== 'timer');
      expect(waiting, `something to complete at '${activityId}'`).to.not.equal(undefined);
      return apply({ type: 'complete', executionId: waiting!.executionId, ...(data ? { data } : {}) });
    },
    fire: (activityId) => apply({ type: 'fireTimer', timerId: player.find('timer', activityId).timerId }),
    throwError: (activityId, errorCode, data) => {
      const { executionId } = player.waiting.find((item) => item.activityId === activityId)!;
      return apply({ type: 'throwError', executionId, errorCode, ...(data ? { data } : {}) });
    },
    refuses: (stimulus) => {
      const before = JSON.stringify(execution);
      try {
        executor.step(definition, freeze(execution), freeze(copy(stimulus)), moment, idsFrom(idsUsed).next);
      } catch (problem) {
        expect(problem).to.be.instanceOf(Refusal);
        expect(JSON.stringify(execution)).to.equal(before);
        return problem as Refusal;
      }
      throw new Error(`'${stimulus.type}' was not refused.`);
    },
    waits: (kind) =>
      player.waiting
        .filter((item) => (kind ? item.kind === kind : item.kind !== 'timer'))
        .map(({ activityId }) => activityId)
        .toSorted(),
    find: <K extends Kind>(kind: K, activityId: string) => {
      const found = player.waiting.find((item) => item.kind === kind && item.activityId === activityId);
      expect(found, `${kind} '${activityId}'`).to.not.equal(undefined);
      return found as Extract<Waiting, { kind: K }>;
    },
    entered: () => journal.flatMap((event) => (event.type === 'entered' ? [event.activityId] : [])),
    leftAs: (activityId) => {
      const left = player.happened.find((event) => event.type === 'left' && event.activityId === activityId);
      if (left?.type !== 'left') return undefined;
      return { outcome: left.outcome, ...(left.cause === undefined ? {} : { cause: left.cause }) };
    },
  };
  return player;
};
