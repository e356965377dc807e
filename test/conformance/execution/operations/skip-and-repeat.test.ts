import { expect } from 'chai';
import {
  association,
  boundary,
  compensate,
  element,
  flows,
  multiInstance,
  parallel,
  process,
  start,
  throwEvent,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';
import { refusalOf } from '../refusal-of.ts';

const joined = process(
  start('s'),
  parallel('f'),
  user('a'),
  user('b'),
  parallel('j', { name: 'Both in' }),
  user('after'),
  flows('s > f > a > j > after', 'f > b > j'),
);

/** The id of the run under which a join holds its tokens; nothing waits there, but an overview lists it. */
const heldBy = (state: unknown): string =>
  (state as { runs: { id: string; tokens?: unknown }[] }).runs.find(({ tokens }) => tokens)!.id;

const undoable = (id: string): string =>
  user(id) +
  boundary(`b-${id}`, id, compensate()) +
  element('userTask', `undo-${id}`, { isForCompensation: true }) +
  association(`b-${id}`, `undo-${id}`);

const undoing = process(
  start('s'),
  undoable('x'),
  undoable('y'),
  throwEvent('t', { name: 'Take back' }, compensate()),
  user('after'),
  flows('s > x > y > t > after'),
);

const reviewers = (isSequential: boolean): string =>
  process(
    start('s'),
    user('a', multiInstance({ isSequential, 'camunda:collection': 'people', 'camunda:elementVariable': 'person' })),
    user('after'),
    flows('s > a > after'),
  );

describe('skip', () => {
  scenario('lets a join go on with the tokens it has', joined, (play) => {
    play.start();
    play.complete('a');
    play.modify({ type: 'skip', executionId: heldBy(play.execution.state) });
    expect(play.waits).to.deep.equal(['after', 'b']);
    expect(play.outcomes('j')).to.deep.equal(['skipped']);
  });
  scenario(
    'settles an incident and says so',
    process(
      start('s'),
      element('serviceTask', 'a', { 'camunda:type': 'external', 'camunda:topic': '${nothing}' }),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start();
      const executionId = play.idOf('a');
      play.modify({ type: 'skip', executionId });
      expect(play.last[0]).to.deep.equal({ type: 'incidentResolved', activityId: 'a', executionId });
      expect(play.outcomes('a')).to.deep.equal(['skipped']);
    },
  );
  scenario('reports no incident where there was none', joined, (play) => {
    play.start();
    play.modify({ type: 'skip', executionId: play.idOf('a') });
    expect(play.last.map(({ type }) => type)).to.not.include('incidentResolved');
  });
  scenario('of a compensation handler goes on to the next one', undoing, (play) => {
    play.start();
    play.complete('x');
    play.complete('y');
    play.modify({ type: 'skip', executionId: play.idOf('undo-y') });
    expect(play.waits).to.deep.equal(['undo-x']);
    play.complete('undo-x');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('is refused to what is undoing', undoing, (play) => {
    play.start();
    play.complete('x');
    play.complete('y');
    const thrower = play.happened.findLast((entry) => entry.type === 'entered' && entry.activityId === 't')!;
    const { executionId } = thrower as { executionId: string };
    const refusal = refusalOf(() => play.modify({ type: 'skip', executionId }));
    expect(refusal.code).to.equal('NOT_SUPPORTED');
    expect(refusal.message).to.equal("'Take back' is undoing what was done; skip or cancel the handler instead.");
  });
  scenario('of an instance begins the next of a sequence', reviewers(true), (play) => {
    play.start({ people: ['li', 'wang'] });
    play.modify({ type: 'skip', executionId: play.idOf('a') });
    expect(play.find('a')).to.deep.include({ data: { loopCounter: 1, person: 'wang' } });
  });
  scenario(
    'of one instance asks for no way out of the activity yet, but of all together it does',
    process(
      start('s'),
      user('a', multiInstance({ cardinality: '2' })),
      user('after'),
      flows('s > a', 'a > after if =ready'),
    ),
    (play) => {
      play.start({ ready: false });
      const [bodyId] = play.find('a').scopeIds;
      play.modify({ type: 'skip', executionId: play.idOf('a') });
      expect(play.waits).to.deep.equal(['a']);
      expect(refusalOf(() => play.modify({ type: 'skip', executionId: bodyId! })).message).to.match(/^No condition/);
    },
  );
});

describe('repeat', () => {
  scenario('gives an instance its counter and item again, and nothing else it had', reviewers(false), (play) => {
    play.start({ people: ['li', 'wang'] });
    const { executionId } = play.waiting[1]!;
    play.set({ note: 'mine' }, executionId);
    play.modify({ type: 'repeat', executionId });
    const data = play.waiting.map((entry) => (entry as { data?: unknown }).data);
    expect(data).to.deep.include({ loopCounter: 1, person: 'wang' });
    expect(data).to.have.length(2);
    play.complete('a');
    play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('of a compensation handler still lets the thrower go on', undoing, (play) => {
    play.start();
    play.complete('x');
    play.complete('y');
    play.modify({ type: 'repeat', executionId: play.idOf('undo-y') });
    expect(play.waits).to.deep.equal(['undo-y']);
    play.complete('undo-y');
    play.complete('undo-x');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('is refused to a join that waits', joined, (play) => {
    play.start();
    play.complete('a');
    const refusal = refusalOf(() => play.modify({ type: 'repeat', executionId: heldBy(play.execution.state) }));
    expect(refusal.code).to.equal('NOT_SUPPORTED');
    expect(refusal.message).to.equal("'Both in' waits for more tokens and has done nothing to repeat.");
  });
});
