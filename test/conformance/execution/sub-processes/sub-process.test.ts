import { expect } from 'chai';
import { element, end, flows, parallel, process, start, subProcess, task, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

describe('sub-process (§13.3.4)', () => {
  const nested = process(
    start('s'),
    subProcess(
      'sub',
      start('s1'),
      parallel('f'),
      user('a'),
      user('b'),
      end('e1'),
      flows('s1 > f > a > e1', 'f > b > e1'),
    ),
    user('after'),
    flows('s > sub > after'),
  );
  scenario('is left when its last token is gone', nested, (play) => {
    play.start();
    expect(play.waits).to.deep.equal(['a', 'b']);
    expect(play.find('a').scopeIds).to.deep.equal(['r2']);
    play.complete('a');
    expect(play.waits).to.deep.equal(['b']);
    play.complete('b');
    expect(play.waits).to.deep.equal(['after']);
  });
  scenario(
    'without a start event begins all that has no incoming flow',
    process(start('s'), subProcess('sub', user('a'), user('b')), user('after'), flows('s > sub > after')),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a', 'b']);
    },
  );
  scenario(
    'that is empty is left at once',
    process(start('s'), subProcess('sub'), user('after'), flows('s > sub > after')),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'that only passes tokens through is left once',
    process(
      start('s'),
      subProcess('sub', start('s1'), task('a'), end('e1'), flows('s1 > a > e1')),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'entered by two tokens at once runs twice',
    process(
      start('s'),
      parallel('f'),
      subProcess('sub', start('s1'), user('a'), flows('s1 > a')),
      user('after'),
      flows('s > f', 'g1: f > sub', 'g2: f > sub', 'sub > after'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['a', 'a']);
      play.complete('a');
      expect(play.waits).to.deep.equal(['a', 'after']);
    },
  );
  scenario(
    'keeps its properties and data objects to itself',
    process(
      start('s'),
      element(
        'subProcess',
        'sub',
        {},
        '<property id="p1" name="draft"/><dataObject id="d1" name="letter"/>',
        start('s1'),
        user('a'),
        user('b'),
        flows('s1 > a > b'),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start({ draft: 'outer' });
      play.complete('a', { draft: 'inner', letter: 'x', shared: 1 });
      expect(play.data).to.deep.equal({ draft: 'outer', shared: 1 });
      expect(play.last).to.deep.include({
        type: 'dataChanged',
        scopeId: 'r2',
        name: 'draft',
        before: null,
        after: 'inner',
      });
      play.complete('b');
      expect(play.data).to.deep.equal({ draft: 'outer', shared: 1 });
    },
  );
});
