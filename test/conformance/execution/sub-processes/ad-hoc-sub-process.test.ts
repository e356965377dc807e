import { expect } from 'chai';
import { element, flows, process, start, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

const adHoc = (attributes: Record<string, string | boolean>, condition = ''): string =>
  process(
    start('s'),
    element(
      'adHocSubProcess',
      'ad',
      attributes,
      user('a'),
      user('b'),
      user('c'),
      flows('b > c'),
      condition && `<completionCondition>${condition}</completionCondition>`,
    ),
    user('after'),
    flows('s > ad > after'),
  );

describe('ad-hoc sub-process (§13.3.5)', () => {
  scenario('begins everything without incoming flow and ends when all is done', adHoc({}), (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['a', 'b']);
    play.complete('b');
    expect(play.waits).to.deep.equal(['a', 'c']);
    play.complete('a');
    play.complete('c');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('does one thing at a time when sequential', adHoc({ ordering: 'Sequential' }), (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['a']);
    play.complete('a');
    expect(play.waits).to.deep.equal(['b']);
    play.complete('b');
    play.complete('c');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('cancels the rest when its completion condition holds', adHoc({}, '=enough'), (play) => {
    play.start();
    play.complete('a', { enough: true });
    expect(play.waits).to.deep.equal(['after']);
    expect(play.outcomes('b')).to.deep.equal(['cancelled']);
  });
  scenario(
    'waits for the rest when it is not to be cancelled',
    adHoc({ cancelRemainingInstances: false }, '=enough'),
    (play) => {
      play.start();
      play.complete('a', { enough: true });
      expect(play.waits).to.deep.equal(['b']);
      play.complete('b');
      play.complete('c');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario('stays open for further activities while its condition does not hold', adHoc({}, '=enough'), (play) => {
    play.start();
    play.complete('a');
    play.complete('b');
    play.complete('c');
    expect(play.status).to.equal('running');
    expect(play.waits).to.deep.equal([]);
    play.modify({ type: 'insertBefore', activityId: 'a' });
    expect(play.waits).to.deep.equal(['a']);
    play.complete('a', { enough: true });
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario('with manual activation begins nothing by itself', adHoc({ 'ladder:activation': 'manual' }), (play) => {
    play.start();
    expect(play.waits).to.deep.equal([]);
    play.modify({ type: 'insertBefore', activityId: 'b' });
    expect(play.waits).to.deep.equal(['b']);
    play.complete('b');
    play.complete('c');
    expect(play.waits).to.deep.equal(['after']);
  });
});
