import { expect } from 'chai';
import {
  association,
  boundary,
  cancel,
  compensate,
  element,
  end,
  error,
  exclusive,
  external,
  flows,
  multiInstance,
  process,
  start,
  subProcess,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const undoing = (id: string): string => element('userTask', id, { isForCompensation: true });

describe('transaction (§13.3.4)', () => {
  const booking = process(
    start('s'),
    element(
      'transaction',
      'tx',
      {},
      start('s1'),
      user('flight'),
      user('hotel'),
      exclusive('ok', { default: 'ok.done' }),
      end('done'),
      end('giveUp', cancel),
      boundary('bf', 'flight', compensate()),
      boundary('bh', 'hotel', compensate()),
      undoing('undoFlight'),
      undoing('undoHotel'),
      association('bf', 'undoFlight'),
      association('bh', 'undoHotel'),
      flows('s1 > flight > hotel > ok > done', 'ok > giveUp if =cancelled'),
    ),
    boundary('cancelled', 'tx', cancel),
    boundary('hazard', 'tx', error()),
    user('booked'),
    user('apologise'),
    user('alarm'),
    flows('s > tx > booked', 'cancelled > apologise', 'hazard > alarm'),
  );
  scenario('succeeds like any sub-process', booking, (play) => {
    play.start();
    play.complete('flight');
    play.complete('hotel');
    expect(play.waits).to.deep.equal(['booked']);
  });
  scenario('is undone in reverse order before it leaves by its cancel boundary event', booking, (play) => {
    play.start();
    play.complete('flight');
    play.complete('hotel', { cancelled: true });
    expect(play.waits).to.deep.equal(['undoHotel']);
    play.complete('undoHotel');
    expect(play.waits).to.deep.equal(['undoFlight']);
    play.complete('undoFlight');
    expect(play.waits).to.deep.equal(['apologise']);
    expect(play.outcomes('tx')).to.deep.equal(['cancelled']);
  });
  scenario(
    'a hazard leaves by the error boundary without undoing',
    process(
      start('s'),
      element(
        'transaction',
        'tx',
        {},
        start('s1'),
        user('a'),
        boundary('ba', 'a', compensate()),
        undoing('undoA'),
        association('ba', 'undoA'),
        external('b'),
        flows('s1 > a > b'),
      ),
      boundary('hazard', 'tx', error()),
      user('alarm'),
      flows('s > tx', 'hazard > alarm'),
    ),
    (play) => {
      play.start();
      play.complete('a');
      play.error('b', 'E');
      expect(play.waits).to.deep.equal(['alarm']);
    },
  );
  const undoableIn = (...content: string[]): string =>
    [
      start('s1'),
      user('a'),
      boundary('ba', 'a', compensate()),
      undoing('undoA'),
      association('ba', 'undoA'),
      ...content,
    ].join('');
  const left = [user('alarm'), user('sorry'), user('after')].join('');
  const border =
    boundary('hazard', 'tx', error()) +
    boundary('off', 'tx', cancel) +
    flows('s > tx > after', 'hazard > alarm', 'off > sorry');

  scenario(
    'is cancelled from a sub-process inside it too, and says how it was left',
    process(
      start('s'),
      element(
        'transaction',
        'tx',
        {},
        undoableIn(subProcess('sub', start('s2'), end('giveUp', cancel), flows('s2 > giveUp')), flows('s1 > a > sub')),
      ),
      border,
      left,
    ),
    (play) => {
      play.start();
      play.complete('a');
      expect(play.waits).to.deep.equal(['undoA']);
      play.complete('undoA');
      expect(play.waits).to.deep.equal(['sorry']);
      expect(play.outcomes('sub')).to.deep.equal(['cancelled']);
      expect(play.happened.filter(({ type }) => type === 'caught').at(-1)).to.deep.include({
        kind: 'cancel',
        activityId: 'off',
      });
    },
  );
  scenario(
    'with several instances is left as a whole when one of them is cancelled',
    process(
      start('s'),
      element(
        'transaction',
        'tx',
        {},
        multiInstance({ cardinality: '2' }),
        undoableIn(exclusive('x', { default: 'x.fine' }), end('giveUp', cancel), end('fine')),
        flows('s1 > a > x > fine', 'x > giveUp if =no'),
      ),
      border,
      left,
    ),
    (play) => {
      play.start();
      play.complete('a', { no: true });
      expect(play.waits).to.deep.equal(['a', 'undoA']);
      play.complete('undoA');
      expect(play.waits).to.deep.equal(['sorry']);
    },
  );
  scenario(
    'with nothing to undo leaves at once',
    process(
      start('s'),
      element('transaction', 'tx', {}, start('s1'), end('giveUp', cancel), flows('s1 > giveUp')),
      border,
      left,
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['sorry']);
    },
  );
});
