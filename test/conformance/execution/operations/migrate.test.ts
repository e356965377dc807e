import { expect } from 'chai';
import { executionExecutor } from '../../../../engine/execution/execution-executor.ts';
import { migrate } from '../../../../engine/execution/migrate.ts';
import { planMigration } from '../../../../engine/execution/plan-migration.ts';
import type { MigrationMapping } from '../../../../engine/migration.ts';
import type { Data, Step, Stimulus } from '../../../../engine/executor.ts';
import {
  boundary,
  duration,
  end,
  eventSubProcess,
  flows,
  message,
  multiInstance,
  parallel,
  process,
  start,
  subProcess,
  user,
} from '../bpmn.ts';
import { definitionOf, noon } from '../play.ts';

const later = new Date('2026-03-02T13:00:00Z');

const idsFrom = (prefix: string): (() => string) => {
  let next = 0;
  return () => `${prefix}${next++}`;
};

const begin = async (xml: string, ...acts: ((step: Step) => Stimulus)[]) => {
  const definition = await definitionOf(xml);
  const ids = idsFrom('a');
  let step = executionExecutor.step(definition, undefined, { type: 'start' }, noon, ids);
  for (const act of acts) step = executionExecutor.step(definition, step.execution, act(step), noon, ids);
  return { definition, step };
};

const completing =
  (activityId: string, data: Data = {}) =>
  ({ waiting }: Step): Stimulus => ({
    type: 'complete',
    executionId: waiting.find((entry) => entry.activityId === activityId)!.executionId,
    data,
  });

const moveTo = async (
  { definition, step }: Awaited<ReturnType<typeof begin>>,
  xml: string,
  mapping: MigrationMapping = {},
) => {
  const to = await definitionOf(xml);
  const plan = planMigration(definition, to, step.execution, mapping);
  const before = JSON.stringify(step.execution);
  const move = (): Step => migrate(definition, to, step.execution, mapping, later, idsFrom('b'));
  if (plan.impossible.length > 0) {
    expect(move).to.throw(/can't be migrated/);
    return { plan, to, moved: undefined, waits: [] };
  }
  const moved = move();
  expect(JSON.stringify(step.execution)).to.equal(before);
  expect(
    executionExecutor.waiting(to, JSON.parse(JSON.stringify(moved.execution)) as typeof moved.execution),
  ).to.deep.equal(moved.waiting);
  return { plan, to, moved, waits: moved.waiting.map(({ activityId }) => activityId).toSorted() };
};

const withTimer = (task: string, timer: string, wait = 'PT4H'): string =>
  process(
    start('s'),
    user(task),
    boundary(timer, task, duration(wait)),
    user('next'),
    user('late'),
    end('e'),
    flows(`s > ${task} > next > e`, `${timer} > late > e`),
  );

const joining = (join: string): string =>
  process(
    start('s'),
    parallel('f'),
    user('a'),
    user('b'),
    parallel(join),
    user('c'),
    end('e'),
    flows('s > f', 'f > a', 'f > b', `one: a > ${join}`, `two: b > ${join}`, `${join} > c > e`),
  );

const many = (more = ''): string =>
  process(
    start('s'),
    user('a', multiInstance({ cardinality: '3' })),
    user('b'),
    end('e'),
    flows('s > a > b > e'),
    more,
  );

describe('migrating a run to another version', () => {
  it('keeps what has the same id, and its timer’s due moment', async () => {
    const { plan, moved, waits } = await moveTo(await begin(withTimer('a', 't')), withTimer('a', 't', 'PT8H'));
    expect(plan.impossible).to.deep.equal([]);
    expect(plan.changes.map(({ kind, activityId }) => `${kind} ${activityId}`)).to.deep.equal([
      'kept a',
      'timerKept t',
    ]);
    expect(waits).to.deep.equal(['a', 't']);
    expect(moved!.waiting.find(({ kind }) => kind === 'timer')).to.deep.include({ dueAt: '2026-03-02T16:00:00.000Z' });
    expect(moved!.happened).to.deep.equal([]);
  });

  it('begins a timer anew when told so', async () => {
    const { moved } = await moveTo(await begin(withTimer('a', 't')), withTimer('a', 't', 'PT8H'), {
      restartTimers: ['t'],
    });
    expect(moved!.waiting.find(({ kind }) => kind === 'timer')).to.deep.include({ dueAt: '2026-03-02T21:00:00.000Z' });
    expect(moved!.happened.map(({ type }) => type)).to.deep.equal(['timerCancelled', 'timerArmed']);
  });

  it('follows renamed elements', async () => {
    const { plan, to, moved, waits } = await moveTo(await begin(withTimer('a', 't')), withTimer('assess', 'overdue'), {
      elements: { a: 'assess', t: 'overdue' },
    });
    expect(plan.changes[0]).to.deep.include({ kind: 'renamed', activityId: 'a', to: 'assess' });
    expect(waits).to.deep.equal(['assess', 'overdue']);
    const after = executionExecutor.step(to, moved!.execution, completing('assess')(moved!), later, idsFrom('c'));
    expect(after.waiting.map(({ activityId }) => activityId)).to.deep.equal(['next']);
  });

  it('can’t go on where a token’s element is gone, and says what to do', async () => {
    const { plan } = await moveTo(await begin(withTimer('a', 't')), withTimer('assess', 't'));
    expect(plan.impossible).to.have.length(1);
    expect(plan.impossible[0]).to.deep.include({
      activityId: 'a',
      why: "'a' has a token, and the new version has no element 'a'; map it to another one or cancel it.",
    });
  });

  it('refuses a change of kind and names that nobody knows', async () => {
    const { plan } = await moveTo(
      await begin(withTimer('a', 't')),
      process(start('s'), parallel('a'), end('e'), flows('s > a > e')),
      { elements: { nobody: 'a' } },
    );
    expect(plan.impossible.map(({ why }) => why)).to.deep.equal([
      "The mapping names 'nobody', which is not in the version it should be in.",
      "'a' is a userTask and 'a' a parallelGateway.",
    ]);
  });

  it('ends and begins border events that come and go', async () => {
    const { plan, moved, waits } = await moveTo(
      await begin(withTimer('a', 't')),
      process(
        start('s'),
        user('a'),
        boundary('m', 'a', message('Stop')),
        user('x'),
        end('e'),
        flows('s > a > e', 'm > x > e'),
      ),
    );
    expect(plan.changes.map(({ kind }) => kind)).to.deep.equal(['kept', 'subscriptionEnded', 'subscriptionBegun']);
    expect(waits).to.deep.equal(['a', 'm']);
    expect(moved!.happened.map(({ type }) => type)).to.deep.equal(['timerCancelled']);
  });

  it('cancels what is mapped to nothing, and calls off a run that is left empty', async () => {
    const { moved } = await moveTo(await begin(withTimer('a', 't')), withTimer('b', 'u'), { elements: { a: null } });
    expect(moved!.execution.status).to.equal('terminated');
    expect(moved!.happened.map(({ type }) => type)).to.deep.equal(['timerCancelled', 'left', 'ended']);
  });

  const flat = process(start('s'), user('a'), user('b'), end('e'), flows('s > a > b > e'));
  const nested = process(
    start('s'),
    subProcess('sub', start('s1'), user('a'), flows('s1 > a')),
    boundary('t', 'sub', duration('PT1H')),
    user('b'),
    end('e'),
    flows('s > sub > b > e', 't > b'),
  );

  it('opens a new sub-process around a token, with its border', async () => {
    const { plan, to, moved, waits } = await moveTo(await begin(flat), nested);
    expect(plan.changes.map(({ kind, activityId }) => `${kind} ${activityId}`)).to.deep.equal([
      'opened sub',
      'rescoped a',
    ]);
    expect(waits).to.deep.equal(['a', 't']);
    expect(moved!.waiting.find(({ activityId }) => activityId === 'a')!.scopeIds).to.have.length(1);
    const after = executionExecutor.step(to, moved!.execution, completing('a')(moved!), later, idsFrom('c'));
    expect(after.waiting.map(({ activityId }) => activityId)).to.deep.equal(['b']);
  });

  it('takes a token out of a sub-process that is gone', async () => {
    const { plan, moved, waits } = await moveTo(await begin(nested), flat);
    expect(plan.changes.map(({ kind, activityId }) => `${kind} ${activityId}`)).to.deep.equal([
      'dissolved sub',
      'rescoped a',
    ]);
    expect(waits).to.deep.equal(['a']);
    expect(moved!.waiting[0]!.scopeIds).to.deep.equal([]);
    expect(moved!.happened.map(({ type }) => type)).to.deep.equal(['timerCancelled', 'left']);
  });

  it('keeps tokens at a join, by their flows', async () => {
    const { to, moved, waits } = await moveTo(await begin(joining('j'), completing('a')), joining('together'), {
      elements: { j: 'together' },
    });
    expect(waits).to.deep.equal(['b']);
    const after = executionExecutor.step(to, moved!.execution, completing('b')(moved!), later, idsFrom('c'));
    expect(after.waiting.map(({ activityId }) => activityId)).to.deep.equal(['c']);
  });

  it('keeps the instances of a multi-instance activity, and a new event sub-process listens at once', async () => {
    const { to, moved, waits } = await moveTo(
      await begin(many(), completing('a')),
      many(eventSubProcess('esp', start('es', message('Stop')), user('h'), end('he'), flows('es > h > he'))),
    );
    expect(waits).to.deep.equal(['a', 'a', 'es']);
    let step = moved!;
    for (let round = 0; round < 2; round += 1)
      step = executionExecutor.step(to, step.execution, completing('a')(step), later, idsFrom(`c${round}`));
    expect(step.waiting.map(({ activityId }) => activityId).toSorted()).to.deep.equal(['b', 'es']);
  });
});
