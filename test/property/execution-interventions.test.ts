import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Definition } from '../../engine/definition.ts';
import { Refusal } from '../../engine/errors.ts';
import { executionExecutor } from '../../engine/execution/execution-executor.ts';
import type { State } from '../../engine/execution/state.ts';
import type { Execution, Happening, ModifyInstruction, Step, Stimulus, Waiting } from '../../engine/executor.ts';
import { compileDefinition } from '../../engine/model/compile-definition.ts';
import {
  association,
  boundary,
  cancel,
  catchEvent,
  compensate,
  complex,
  condition,
  cycle,
  duration,
  element,
  end,
  error,
  escalation,
  eventGateway,
  eventSubProcess,
  exclusive,
  external,
  flows,
  inclusive,
  message,
  multiInstance,
  parallel,
  process,
  signal,
  standardLoop,
  start,
  subProcess,
  throwEvent,
  user,
} from '../conformance/execution/bpmn.ts';

/** One of everything, so that interventions meet each construct in each state. */
const everything = process(
  start('s'),
  parallel('fork'),
  subProcess(
    'many',
    multiInstance({ cardinality: '3', completion: '=nrOfCompletedInstances = 2' }),
    start('m1'),
    user('m2'),
    external('m3'),
    end('m4'),
    flows('m1 > m2 > m3 > m4'),
    eventSubProcess(
      'mesp',
      element('startEvent', 'mes', { isInterrupting: false }, message('Ask')),
      user('mh'),
      end('mhe'),
      flows('mes > mh > mhe'),
    ),
  ),
  boundary('manyLate', 'many', cycle('R/PT1H'), { cancelActivity: false }),
  boundary('manyFails', 'many', error()),
  user('reminded'),
  element(
    'transaction',
    'tx',
    {},
    start('t1'),
    user('t2'),
    boundary('bt2', 't2', compensate()),
    element('userTask', 'undoT2', { isForCompensation: true }),
    association('bt2', 'undoT2'),
    exclusive('t3', { default: 't3.t4' }),
    end('t4'),
    end('t5', cancel),
    flows('t1 > t2 > t3 > t4', 't3 > t5 if =cancelled'),
  ),
  boundary('txCancelled', 'tx', cancel),
  inclusive('or', { default: 'or.o1' }),
  user('o1'),
  user('o2', standardLoop({ loopMaximum: 2 }, '=true')),
  inclusive('orJoin'),
  eventGateway('eg'),
  catchEvent('paid', message('Paid')),
  catchEvent('late', duration('PT2H')),
  catchEvent('when', condition('=level > 3')),
  element('adHocSubProcess', 'ad', {}, user('a1'), user('a2'), '<completionCondition>=enough</completionCondition>'),
  element('callActivity', 'call', { calledElement: 'child' }),
  throwEvent('escalate', escalation('L')),
  complex('some', '<activationCondition>=activationCount &gt;= 2</activationCondition>'),
  throwEvent('undo', compensate()),
  parallel('join'),
  end('e'),
  flows(
    's > fork > many > join',
    'manyLate > reminded',
    'manyFails > reminded > e',
    'fork > tx > join',
    'txCancelled > join',
  ),
  flows(
    'fork > or > o1 > orJoin',
    'or > o2 if =level > 1',
    'o2 > orJoin > join',
    'fork > eg > paid > some',
    'eg > late > some',
  ),
  flows('eg > when > some', 'fork > ad > some', 'fork > call > escalate > some', 'some > join > undo > e'),
  eventSubProcess(
    'esp',
    element('startEvent', 'es', { isInterrupting: false }, escalation()),
    user('h'),
    end('he'),
    flows('es > h > he'),
  ),
  eventSubProcess('stop', start('ss', signal('Stop')), user('sh'), flows('ss > sh')),
);

const compile = async (): Promise<Definition> => {
  const { definitions, problems } = await compileDefinition({
    id: 'd',
    files: [{ name: 'e.bpmn', content: everything }],
  });
  if (!definitions[0])
    throw new Error(problems.flatMap((each) => (each.severity === 'error' ? each.message : [])).join('\n'));
  return definitions[0];
};

type Choice = readonly [kind: number, one: number, two: number];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

const ordinary = (waiting: readonly Waiting[], [kind, one, two]: Choice): Stimulus => {
  const others: Stimulus[] = [
    { type: 'signal', signal: two % 5 === 0 ? 'Stop' : 'Nothing' },
    { type: 'correlate', message: pick(['Paid', 'Ask'], one), keepUntil: '2026-03-03T00:00:00Z' },
    { type: 'setData', data: { level: two % 6, enough: one % 2 === 0, cancelled: two % 2 === 0 } },
  ];
  const entry = waiting.length > 0 ? pick(waiting, one) : undefined;
  if (!entry || kind === 0) return pick(others, one);
  if (entry.kind === 'timer') return { type: 'fireTimer', timerId: entry.timerId };
  if (entry.kind === 'incident') return { type: 'retry', executionId: entry.executionId };
  const { executionId } = entry;
  if (kind === 1) return { type: 'throwError', executionId, errorCode: 'E' };
  if (kind === 2) return { type: 'throwEscalation', executionId, escalationCode: 'X' };
  return { type: 'complete', executionId, data: { level: two % 6, cancelled: two % 2 === 0, enough: one % 3 === 0 } };
};

const intervention = (definition: Definition, { runs }: State, [kind, one, two]: Choice): ModifyInstruction => {
  const { id: executionId } = pick(runs.slice(1), one) ?? runs[0]!;
  const elements = [...definition.elements.values()].filter(({ type }) => type !== 'sequenceFlow');
  const { id: activityId } = pick(elements, two);
  const targets = runs.filter((run) => run.loop || definition.elements.get(run.node)?.type.endsWith('rocess'));
  const target = targets.length > 0 && one % 2 === 0 ? { targetScopeId: pick(targets, two).id } : {};
  switch (kind % 6) {
    case 0:
      return { type: 'cancel', executionId };
    case 1:
      return { type: 'insertBefore', activityId, ...target };
    case 2:
      return { type: 'insertAfter', activityId, ...target };
    case 3:
      return { type: 'move', executionId, toActivityId: activityId };
    case 4:
      return { type: 'skip', executionId };
    default:
      return { type: 'repeat', executionId };
  }
};

const open = (happened: readonly Happening[]): string[] => {
  const runs = new Set<string>();
  for (const entry of happened) {
    if (entry.type === 'entered') {
      expect(runs.has(entry.executionId), `${entry.activityId} entered twice`).to.equal(false);
      runs.add(entry.executionId);
    }
    if (entry.type === 'left')
      expect(runs.delete(entry.executionId), `${entry.activityId} left unentered`).to.equal(true);
  }
  return [...runs].toSorted();
};

const checkState = ({ execution }: Step, happened: readonly Happening[]): void => {
  const { runs } = execution.state as State;
  const ids = new Set(runs.map(({ id }) => id));
  for (const run of runs)
    if (run.in !== undefined) expect(ids.has(run.in), `${run.node} is in an open scope`).to.equal(true);
  for (const run of runs)
    if (run.for !== undefined) expect(ids.has(run.for), `${run.node} is waited for`).to.equal(true);
  for (const run of runs) {
    const instances = runs.filter((other) => other.in === run.id).length;
    if (run.loop) expect(run.loop.active, `active instances of ${run.node}`).to.equal(instances);
  }
  expect(open(happened)).to.deep.equal(
    runs
      .filter((run) => run.in !== undefined && !run.tokens)
      .map(({ id }) => id)
      .toSorted(),
  );
  if (execution.status !== 'running') expect(runs).to.deep.equal([]);
};

describe('execution under random interventions', () => {
  it('refuses or obeys, and never leaves a state that contradicts itself or what it reported', async () => {
    const definition = await compile();
    let applied = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(40), fc.nat(80)), { minLength: 1, maxLength: 40 }), (choices) => {
        let next = 0;
        const ids = (): string => `r${next++}`;
        let step = executionExecutor.step(
          definition,
          undefined,
          { type: 'start' },
          new Date('2026-03-02T12:00:00Z'),
          ids,
        );
        const happened = [...step.happened];
        for (const choice of choices) {
          if (step.execution.status !== 'running') break;
          const stimulus: Stimulus =
            choice[0] > 5
              ? { type: 'modify', instructions: [intervention(definition, step.execution.state as State, choice)] }
              : ordinary(step.waiting, choice);
          const stored = JSON.parse(JSON.stringify(step.execution)) as Execution;
          try {
            step = executionExecutor.step(definition, step.execution, stimulus, new Date('2026-03-02T13:00:00Z'), ids);
          } catch (refusal) {
            expect(refusal).to.be.instanceOf(Refusal);
            expect(JSON.stringify(step.execution)).to.equal(JSON.stringify(stored));
            continue;
          }
          applied += 1;
          happened.push(...step.happened);
          checkState(step, happened);
        }
      }),
      { numRuns: 120 },
    );
    expect(applied).to.be.greaterThan(500);
  });
});
