import { expect } from 'chai';
import {
  catchEvent,
  condition,
  cycle,
  duration,
  element,
  end,
  flows,
  link,
  message,
  parallel,
  process,
  signal,
  start,
  throwEvent,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const waitingFor = (definition: string, attributes = {}): string =>
  process(start('s'), catchEvent('c', attributes, definition), end('e'), flows('s > c > e'));

scenario('a timer waits until it is fired', waitingFor(duration('PT90M')), (play) => {
  play.start();
  expect(play.waiting).to.have.length(1);
  expect(play.waiting[0]).to.deep.include({ kind: 'timer', dueAt: '2026-03-02T13:30:00.000Z' });
  expect(play.waiting[0]).not.to.have.property('attachedTo');
  play.fire('c');
  expect(play.status).to.equal('completed');
});

describe('intermediate events (§13.5.2)', () => {
  scenario('a timer may be computed from data', waitingFor(duration('${wait}')), (play) => {
    play.start({ wait: 'PT2H' });
    expect(play.waiting[0]).to.deep.include({ dueAt: '2026-03-02T14:00:00.000Z' });
  });
  scenario(
    'a timer that can not be computed is an incident that can be retried',
    waitingFor(duration('${wait}')),
    (play) => {
      play.start({ wait: 'soon' });
      expect(play.incidents()).to.deep.equal(['ELEMENT_FAILED']);
      play.set({ wait: 'PT1H' });
      play.retry('c');
      expect(play.waits).to.deep.equal(['c']);
      play.fire('c');
      expect(play.status).to.equal('completed');
    },
  );
  scenario('an intermediate cycle fires once', waitingFor(cycle('R5/PT1H')), (play) => {
    play.start();
    play.fire('c');
    expect(play.status).to.equal('completed');
  });
  scenario(
    'a message is correlated by name and key',
    waitingFor(message('Paid', { 'ladder:correlationKey': '=order' })),
    (play) => {
      play.start({ order: 'A7' });
      expect(play.waiting[0]).to.deep.include({ kind: 'message', message: 'Paid', correlationKey: 'A7' });
      expect(() => play.message('Paid', { correlationKey: 'B1' })).to.throw(/with key 'B1'/);
      play.message('Paid', { correlationKey: 'A7', data: { amount: 3 } });
      expect(play.status).to.equal('completed');
      expect(play.data).to.include({ amount: 3 });
    },
  );
  scenario(
    'a message that comes early is kept until it is waited for',
    process(start('s'), user('a'), catchEvent('c', message('Paid')), user('b'), flows('s > a > c > b')),
    (play) => {
      play.start();
      play.message('Paid', { keepUntil: '2026-03-02T13:00:00Z', data: { amount: 3 } });
      play.complete('a');
      expect(play.waits).to.deep.equal(['b']);
      expect(play.data).to.deep.equal({ amount: 3 });
      expect(play.execution.state).not.to.have.property('messages');
    },
  );
  scenario(
    'a kept message is dropped when its time is over',
    process(start('s'), user('a'), catchEvent('c', message('Paid')), user('b'), flows('s > a > c > b')),
    (play) => {
      play.start();
      play.message('Paid', { keepUntil: '2026-03-02T13:00:00Z' });
      play.passTo('2026-03-02T13:00:01Z');
      play.complete('a');
      expect(play.waits).to.deep.equal(['c']);
    },
  );
  scenario(
    'a signal reaches every waiting catch event, also one thrown inside',
    process(
      start('s'),
      parallel('f'),
      catchEvent('c1', signal('Go')),
      catchEvent('c2', signal('Go')),
      user('a'),
      throwEvent('t', signal('Go')),
      user('x'),
      user('y'),
      flows('s > f > c1 > x', 'f > c2 > y', 'f > a > t'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['x', 'y']);
      expect(play.last).to.deep.include({
        type: 'thrown',
        kind: 'signal',
        activityId: 't',
        executionId: play.last.flatMap((entry) => (entry.type === 'thrown' ? entry.executionId : []))[0],
        ref: 'Go',
      });
    },
  );
  scenario('a signal nobody waits for is no error', process(start('s'), user('a'), flows('s > a')), (play) => {
    play.start();
    play.signal('Go');
    expect(play.last).to.deep.equal([]);
  });
  scenario('a condition waits until data make it true', waitingFor(condition('=n > 5')), (play) => {
    play.start({ n: 1 });
    expect(play.waits).to.deep.equal(['c']);
    play.set({ n: 6 });
    expect(play.status).to.equal('completed');
  });
  scenario(
    'a condition can become true by another branch',
    process(
      start('s'),
      parallel('f'),
      user('a'),
      catchEvent('c', condition('=ok')),
      user('x'),
      flows('s > f > a', 'f > c > x'),
    ),
    (play) => {
      play.start();
      play.complete('a', { ok: true });
      expect(play.waits).to.deep.equal(['x']);
    },
  );
  scenario(
    'a link continues at the target of its name',
    process(
      start('s'),
      throwEvent('t', link('over')),
      catchEvent('c', link('over')),
      user('x'),
      flows('s > t', 'c > x'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['x']);
      expect(play.path).to.deep.equal(['s', 't', 'c', 'x']);
      const links = play.happened.flatMap((entry) => ('kind' in entry ? `${entry.type} ${entry.kind}` : []));
      expect(links).to.deep.equal(['thrown link', 'caught link']);
    },
  );
  scenario(
    'a none throw event passes its token on',
    process(start('s'), throwEvent('t'), user('x'), flows('s > t > x')),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['x']);
    },
  );
  scenario(
    'a message throw event reports its message with key and mapped data',
    process(
      start('s'),
      element(
        'intermediateThrowEvent',
        't',
        {},
        '<extensionElements><camunda:inputOutput><camunda:inputParameter name="text">hi</camunda:inputParameter></camunda:inputOutput></extensionElements>',
        message('Out', { 'ladder:correlationKey': '=id' }),
      ),
      user('x'),
      flows('s > t > x'),
    ),
    (play) => {
      play.start({ id: 'k1' });
      const thrown = play.happened.find(({ type }) => type === 'thrown');
      expect(thrown).to.deep.include({ kind: 'message', ref: 'Out', correlationKey: 'k1', data: { text: 'hi' } });
      expect(play.waits).to.deep.equal(['x']);
    },
  );
  scenario(
    'a message throw event with a topic waits for a worker',
    process(
      start('s'),
      throwEvent('t', message('Out', { 'camunda:type': 'external', 'camunda:topic': 'mail' })),
      user('x'),
      flows('s > t > x'),
    ),
    (play) => {
      play.start();
      expect(play.waiting[0]).to.deep.include({ kind: 'externalTask', topic: 'mail', activityId: 't' });
      play.complete('t');
      expect(play.waits).to.deep.equal(['x']);
    },
  );
  scenario(
    'a parallel multiple catch event waits for all its events',
    waitingFor(signal('A') + message('B') + duration('PT1H'), { parallelMultiple: true }),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['c', 'c', 'c']);
      play.fire('c');
      play.signal('A');
      expect(play.waits).to.deep.equal(['c']);
      play.message('B');
      expect(play.status).to.equal('completed');
    },
  );
  scenario(
    'a multiple catch event goes on with any of its events',
    waitingFor(signal('A') + duration('PT1H')),
    (play) => {
      play.start();
      play.signal('A');
      expect(play.status).to.equal('completed');
      expect(play.last.map(({ type }) => type)).to.include('timerCancelled');
    },
  );
});
