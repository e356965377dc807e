import { expect } from 'chai';
import {
  boundary,
  catchEvent,
  duration,
  end,
  exclusive,
  flows,
  inclusive,
  link,
  parallel,
  process,
  start,
  task,
  throwEvent,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const splitAndJoin = (attributes: { default?: string } = {}): string =>
  process(
    start('s'),
    inclusive('split', attributes),
    user('a'),
    user('b'),
    user('c'),
    inclusive('join'),
    user('after'),
    end('e'),
    flows(
      's > split',
      'split > a if =x',
      'split > b if =y',
      attributes.default ? 'split > c' : 'split > c if =z',
      'a > join',
      'b > join',
      'c > join',
    ),
    flows('join > after > e'),
  );

describe('inclusive gateway (§13.4.3)', () => {
  scenario('takes every flow whose condition is true and joins exactly those', splitAndJoin(), (play) => {
    play.start({ x: true, y: true, z: false });
    expect(play.waits).to.deep.equal(['a', 'b']);
    play.complete('b');
    expect(play.waits).to.deep.equal(['a']);
    play.complete('a');
    expect(play.waits).to.deep.equal(['after']);
    expect(play.count('after')).to.equal(1);
  });

  scenario('takes the default flow when no condition is true', splitAndJoin({ default: 'split.c' }), (play) => {
    play.start({ x: false, y: false });
    expect(play.waits).to.deep.equal(['c']);
  });

  scenario('does not take the default flow beside another', splitAndJoin({ default: 'split.c' }), (play) => {
    play.start({ x: true, y: false });
    expect(play.waits).to.deep.equal(['a']);
  });

  scenario('raises an incident when no flow may be taken', splitAndJoin(), (play) => {
    play.start({});
    expect(play.incidents()).to.deep.equal(['NO_FLOW_TAKEN']);
    play.set({ y: true });
    play.retry('split');
    expect(play.waits).to.deep.equal(['b']);
  });

  scenario(
    'goes on when a token it waited for turns away',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      exclusive('turn', { default: 'turn.join' }),
      user('elsewhere'),
      inclusive('join'),
      user('after'),
      flows('s > fork > a > join > after', 'fork > b > turn > join', 'turn > elsewhere if =away'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['b']);
      play.complete('b', { away: true });
      expect(play.waits).to.deep.equal(['after', 'elsewhere']);
    },
  );

  scenario(
    'waits for a token that can come over the border of an activity',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      boundary('late', 'b', duration('PT1H')),
      end('e'),
      inclusive('join'),
      user('after'),
      flows('s > fork > a > join > after', 'fork > b > e', 'late > join'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['b', 'late']);
      play.fire('late');
      expect(play.waits).to.deep.equal(['after']);
    },
  );

  scenario(
    'does not wait for a token that could only come through the gateway itself',
    process(
      start('s'),
      inclusive('entry'),
      user('work'),
      exclusive('again', { default: 'again.done' }),
      user('done'),
      flows('s > entry > work > again > done', 'again > entry if =repeat'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['work']);
      play.complete('work', { repeat: true });
      expect(play.waits).to.deep.equal(['work']);
      play.complete('work', { repeat: false });
      expect(play.waits).to.deep.equal(['done']);
    },
  );

  scenario(
    'does not wait for a token that can also come to a flow where one already waits',
    process(
      start('s'),
      parallel('fork'),
      task('quick'),
      user('slow'),
      exclusive('choice', { default: 'choice.one' }),
      task('one'),
      task('two'),
      exclusive('merge'),
      inclusive('join'),
      user('after'),
      flows('s > fork > quick > merge > join > after', 'fork > slow > choice > one > merge', 'choice > two if =second'),
      flows('two > join'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['after', 'slow']);
    },
  );

  scenario(
    'joins again in every round of a loop',
    process(
      start('s'),
      exclusive('entry'),
      inclusive('split'),
      user('a'),
      user('b'),
      inclusive('join'),
      exclusive('again', { default: 'again.e' }),
      end('e'),
      flows(
        's > entry > split',
        'split > a if =true',
        'split > b if =true',
        'a > join',
        'b > join',
        'join > again > e',
      ),
      flows('again > entry if =repeat'),
    ),
    (play) => {
      play.start({ repeat: true });
      play.complete('a');
      play.complete('b');
      expect(play.waits).to.deep.equal(['a', 'b']);
      play.complete('b', { repeat: false });
      play.complete('a');
      expect(play.status).to.equal('completed');
      expect(play.count('join')).to.equal(2);
    },
  );

  scenario(
    'waits for a token that can come through a link, and for none behind a link of another name',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      user('c'),
      throwEvent('leap', {}, link('here')),
      throwEvent('stray', {}, link('there')),
      catchEvent('landed', {}, link('here')),
      catchEvent('strayed', {}, link('there')),
      user('elsewhere'),
      inclusive('join'),
      user('after'),
      flows(
        's > fork > a > join > after',
        'fork > b > leap',
        'fork > c > stray',
        'landed > join',
        'strayed > elsewhere',
      ),
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['b', 'c']);
      play.complete('b');
      expect(play.waits).to.deep.equal(['after', 'c']);
    },
  );

  scenario(
    'counts a token put before it by hand as one of those it still waits for',
    process(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      inclusive('join'),
      end('e'),
      flows('s > fork > a > join > e', 'fork > b > join'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      play.modify({ type: 'move', executionId: play.idOf('b'), toActivityId: 'join' });
      expect(play.count('join')).to.equal(1);
      expect(play.status).to.equal('completed');
    },
  );

  scenario(
    'begins the process when no flow comes to it',
    process(inclusive('split'), user('a'), user('b'), flows('split > a if =x', 'split > b if =not(x)')),
    (play) => {
      play.start({ x: true });
      expect(play.waits).to.deep.equal(['a']);
      play.complete('a');
      expect(play.status).to.equal('completed');
    },
  );
});
