import { expect } from 'chai';
import {
  catchEvent,
  condition,
  duration,
  element,
  end,
  eventGateway,
  flows,
  message,
  parallel,
  process,
  receive,
  signal,
  start,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const instantiating = (type: string): string =>
  process(
    element('eventBasedGateway', 'g', { instantiate: true, eventGatewayType: type }),
    catchEvent('m', message('Paid')),
    catchEvent('n', message('Shipped')),
    user('a'),
    user('b'),
    flows('g > m > a', 'g > n > b'),
  );

describe('event-based gateway (§13.4.4)', () => {
  const choice = process(
    start('s'),
    eventGateway('g'),
    catchEvent('m', message('Paid')),
    catchEvent('t', duration('PT1H')),
    catchEvent('sig', signal('Stop')),
    catchEvent('cond', condition('=level > 3')),
    user('a'),
    user('b'),
    user('c'),
    user('d'),
    end('e'),
    flows('s > g', 'g > m > a > e', 'g > t > b > e', 'g > sig > c > e', 'g > cond > d > e'),
  );

  scenario('waits for all events behind it', choice, (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['cond', 'm', 'sig', 't']);
  });

  scenario('follows the first event to occur and gives up the others', choice, (play) => {
    play.start();
    play.message('Paid', { data: { amount: 5 } });
    expect(play.waits).to.deep.equal(['a']);
    expect(play.data).to.deep.equal({ amount: 5 });
    expect(play.last.map(({ type }) => type)).to.include('timerCancelled');
    expect(play.outcomes('g')).to.deep.equal(['completed']);
  });

  scenario('follows a timer', choice, (play) => {
    play.start();
    play.fire('t');
    expect(play.waits).to.deep.equal(['b']);
    expect(() => play.message('Paid')).to.throw(/waits for message 'Paid'/);
  });

  scenario('follows a signal', choice, (play) => {
    play.start();
    play.signal('Stop');
    expect(play.waits).to.deep.equal(['c']);
  });

  scenario('follows a condition', choice, (play) => {
    play.start({ level: 1 });
    play.set({ level: 4 });
    expect(play.waits).to.deep.equal(['d']);
  });

  scenario(
    'follows a receive task',
    process(
      start('s'),
      eventGateway('g'),
      receive('r', { messageRef: 'message-Refund' }),
      catchEvent('t', duration('PT1H')),
      user('f'),
      user('b'),
      flows('s > g', 'g > r > f', 'g > t > b'),
    ),
    (play) => {
      play.start();
      play.message('Refund');
      expect(play.waits).to.deep.equal(['f']);
    },
  );

  scenario('begins a process with the event that occurred (exclusive)', instantiating('Exclusive'), (play) => {
    play.start({ amount: 1 }, 'n');
    expect(play.waits).to.deep.equal(['b']);
    play.complete('b');
    expect(play.status).to.equal('completed');
  });

  scenario('begins with one event and awaits the others (parallel)', instantiating('Parallel'), (play) => {
    play.start({}, 'm');
    expect(play.waits).to.deep.equal(['a', 'n']);
    play.complete('a');
    expect(play.status).to.equal('running');
    play.message('Shipped');
    expect(play.waits).to.deep.equal(['b']);
    play.complete('b');
    expect(play.status).to.equal('completed');
  });

  scenario(
    'can be passed by several tokens, each waiting on its own',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      eventGateway('g'),
      catchEvent('m', message('Paid')),
      catchEvent('t', duration('PT1H')),
      user('paid'),
      user('late'),
      flows('s > fork > a > g', 'fork > b > g', 'g > m > paid', 'g > t > late'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      play.complete('b');
      play.message('Paid');
      play.fire('t');
      expect(play.waits).to.deep.equal(['late', 'paid']);
    },
  );
});
