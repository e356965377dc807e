import { expect } from 'chai';
import {
  association,
  boundary,
  cancel,
  compensate,
  cycle,
  duration,
  element,
  end,
  error,
  escalation,
  eventSubProcess,
  external,
  flows,
  input,
  mapping,
  message,
  multiInstance,
  parallel,
  process,
  signal,
  standardLoop,
  start,
  subProcess,
  terminate,
  throwEvent,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const undoable = (id: string): string =>
  user(id) +
  boundary(`b-${id}`, id, compensate()) +
  element('userTask', `undo-${id}`, { isForCompensation: true }) +
  association(`b-${id}`, `undo-${id}`);

describe('elements in combination', () => {
  scenario(
    'an event sub-process inside an instance of a multi-instance sub-process interrupts that instance alone',
    process(
      start('s'),
      subProcess(
        'sub',
        multiInstance({ cardinality: '2' }),
        start('s1'),
        user('x'),
        flows('s1 > x'),
        eventSubProcess(
          'esp',
          start('es', message('Stop', { 'ladder:correlationKey': '=loopCounter' })),
          user('h'),
          flows('es > h'),
        ),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['es', 'es', 'x', 'x']);
      play.message('Stop', { correlationKey: '1' });
      expect(play.waits).to.deep.equal(['es', 'h', 'x']);
      play.complete('h');
      play.complete('x');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'terminate in one instance ends that instance alone',
    process(
      start('s'),
      subProcess(
        'sub',
        multiInstance({ cardinality: '2' }),
        start('s1'),
        parallel('f'),
        user('x'),
        user('y'),
        end('t', terminate),
        flows('s1 > f > x > t', 'f > y'),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      expect(play.waits).to.deep.equal(['x', 'y']);
      play.complete('x');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'a cancelled call activity is reported, so that its child can be cancelled',
    process(
      start('s'),
      subProcess('sub', start('s1'), element('callActivity', 'call', { calledElement: 'x' }), flows('s1 > call')),
      boundary('t', 'sub', duration('PT1H')),
      user('late'),
      flows('s > sub', 't > late'),
    ),
    (play) => {
      play.start();
      const { executionId } = play.find('call');
      play.fire('t');
      expect(play.last).to.deep.include({
        type: 'left',
        activityId: 'call',
        executionId,
        outcome: 'cancelled',
        cause: 't',
      });
    },
  );
  scenario(
    'a call activity can be repeated for each item',
    process(
      start('s'),
      element(
        'callActivity',
        'call',
        { calledElement: 'x' },
        `<extensionElements><camunda:in source="item" target="thing"/><camunda:out source="answer" target="answer"/></extensionElements>`,
        multiInstance({ 'camunda:collection': 'items', 'camunda:elementVariable': 'item' }),
      ),
      user('after'),
      flows('s > call > after'),
    ),
    (play) => {
      play.start({ items: ['p', 'q'] });
      expect(
        play.waiting.map((entry) => (entry.kind === 'calledProcess' ? entry.data['thing'] : undefined)),
      ).to.deep.equal(['p', 'q']);
      play.complete('call', { answer: 1 });
      play.complete('call', { answer: 2 });
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'a sub-process that loops has fresh variables in every round',
    process(
      start('s'),
      subProcess(
        'sub',
        '<property id="pp" name="note"/>',
        standardLoop({ loopMaximum: 2 }, '=true'),
        start('s1'),
        user('x', mapping(input('seen', '${note}'))),
        flows('s1 > x'),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start();
      play.complete('x', { note: 'first' });
      expect(play.find('x')).to.deep.include({ data: { loopCounter: 1, note: null, seen: null } });
      play.complete('x');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'an escalation reaches a non-interrupting event sub-process of an outer scope',
    process(
      start('s'),
      subProcess('sub', start('s1'), throwEvent('t', escalation('L')), user('x'), flows('s1 > t > x')),
      eventSubProcess(
        'esp',
        element('startEvent', 'es', { isInterrupting: false }, escalation()),
        user('h'),
        flows('es > h'),
      ),
      flows('s > sub'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['h', 'x']);
    },
  );
  scenario(
    'cancelling a transaction also ends what else runs in it and silences its handlers',
    process(
      start('s'),
      element(
        'transaction',
        'tx',
        {},
        start('s1'),
        parallel('f'),
        undoable('x'),
        user('y'),
        user('z'),
        end('giveUp', cancel),
        flows('s1 > f > x > z > giveUp', 'f > y'),
        eventSubProcess(
          'esp',
          element('startEvent', 'es', { isInterrupting: false }, message('M')),
          user('h'),
          flows('es > h'),
        ),
      ),
      boundary('c', 'tx', cancel),
      user('after'),
      flows('s > tx', 'c > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      play.complete('z');
      expect(play.waits).to.deep.equal(['undo-x']);
      expect(play.outcomes('y')).to.deep.equal(['cancelled']);
      play.complete('undo-x');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'interrupting the thrower of a compensation stops its handlers',
    process(
      start('s'),
      subProcess('sub', start('s1'), undoable('x'), throwEvent('t', compensate()), flows('s1 > x > t')),
      boundary('b', 'sub', message('Stop')),
      user('after'),
      flows('s > sub', 'b > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      expect(play.waits).to.deep.equal(['b', 'undo-x']);
      play.message('Stop');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'a compensation handler may be a sub-process, and may itself be interrupted',
    process(
      start('s'),
      user('x'),
      boundary('bx', 'x', compensate()),
      element('subProcess', 'undo', { isForCompensation: true }, start('u1'), user('step'), flows('u1 > step')),
      boundary('late', 'undo', duration('PT1H')),
      user('aside'),
      association('bx', 'undo'),
      throwEvent('t', compensate()),
      user('after'),
      flows('s > x > t > after', 'late > aside'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      expect(play.waits).to.deep.equal(['late', 'step']);
      play.fire('late');
      expect(play.waits).to.deep.equal(['after', 'aside']);
    },
  );
  scenario(
    'instances of a sub-process are undone each with its own data',
    process(
      start('s'),
      subProcess(
        'sub',
        multiInstance({ 'camunda:collection': 'items', 'camunda:elementVariable': 'item' }),
        start('s1'),
        user('x'),
        flows('s1 > x'),
        eventSubProcess(
          'esp',
          start('es', compensate()),
          user('h', mapping(input('undoing', '${item}'))),
          flows('es > h'),
        ),
      ),
      throwEvent('t', compensate('sub')),
      user('after'),
      flows('s > sub > t > after'),
    ),
    (play) => {
      play.start({ items: ['p', 'q'] });
      play.complete('x');
      play.complete('x');
      expect(play.find('h')).to.deep.include({ data: { loopCounter: 1, item: 'q', undoing: 'q' } });
      play.complete('h');
      expect(play.find('h')).to.deep.include({ data: { loopCounter: 0, item: 'p', undoing: 'p' } });
      play.complete('h');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'an error in a handler of a compensation is caught around it',
    process(
      start('s'),
      subProcess(
        'sub',
        start('s1'),
        user('x'),
        boundary('bx', 'x', compensate()),
        element('serviceTask', 'undo', { isForCompensation: true, 'camunda:type': 'external', 'camunda:topic': 't' }),
        association('bx', 'undo'),
        throwEvent('t', compensate()),
        flows('s1 > x > t'),
      ),
      boundary('b', 'sub', error('E')),
      user('after'),
      flows('s > sub', 'b > after'),
    ),
    (play) => {
      play.start();
      play.complete('x');
      play.error('undo', 'E');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'a signal thrown at the end of a sub-process still finds its own event sub-process',
    process(
      start('s'),
      subProcess(
        'sub',
        start('s1'),
        end('t', signal('Go')),
        flows('s1 > t'),
        eventSubProcess('esp', start('es', signal('Go')), user('h'), flows('es > h')),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start();
      expect(play.waits).to.deep.equal(['h']);
      play.complete('h');
      expect(play.waits).to.deep.equal(['after']);
    },
  );
  scenario(
    'a timer cycle of an event sub-process goes on while its handler works',
    process(
      start('s'),
      user('x'),
      flows('s > x'),
      eventSubProcess(
        'esp',
        element('startEvent', 'es', { isInterrupting: false }, cycle('R2/PT1H')),
        user('h'),
        end('he'),
        flows('es > h > he'),
      ),
    ),
    (play) => {
      play.start();
      play.fire('es');
      play.fire('es');
      expect(play.waits).to.deep.equal(['h', 'h', 'x']);
      play.complete('x');
      play.complete('h');
      play.complete('h');
      expect(play.status).to.equal('completed');
    },
  );
  scenario(
    'sub-processes nest and unwind in one step',
    process(
      start('s'),
      subProcess(
        'a',
        start('a1'),
        subProcess(
          'b',
          start('b1'),
          subProcess('c', start('c1'), external('x'), end('c2'), flows('c1 > x > c2')),
          end('b2'),
          flows('b1 > c > b2'),
        ),
        end('a2'),
        flows('a1 > b > a2'),
      ),
      end('e'),
      flows('s > a > e'),
    ),
    (play) => {
      play.start();
      expect(play.find('x').scopeIds).to.have.length(3);
      play.complete('x');
      expect(play.status).to.equal('completed');
      expect(play.last.flatMap((entry) => (entry.type === 'left' ? entry.activityId : []))).to.deep.equal([
        'x',
        'c2',
        'c',
        'b2',
        'b',
        'a2',
        'a',
        'e',
      ]);
    },
  );
});
