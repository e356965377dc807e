import { expect } from 'chai';
import {
  element,
  end,
  external,
  flows,
  input,
  mapping,
  output,
  process,
  receive,
  script,
  start,
  task,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

describe('tasks (§13.3.3)', () => {
  scenario(
    'abstract and manual tasks pass their token through',
    process(start('s'), task('a'), element('manualTask', 'm'), end('e'), flows('s > a > m > e')),
    (play) => {
      play.start();
      expect(play.status).to.equal('completed');
      expect(play.path).to.deep.equal(['s', 'a', 'm', 'e']);
    },
  );

  scenario(
    'a user task waits with its attributes evaluated when it begins',
    process(
      start('s'),
      element('userTask', 'a', {
        'camunda:assignee': '${agent}',
        'camunda:candidateGroups': 'junior, ${group}',
        'camunda:candidateUsers': '=people',
        'camunda:dueDate': '2026-03-04T00:00:00Z',
        'camunda:priority': '50',
        'camunda:formKey': 'assess',
      }),
      end('e'),
      flows('s > a > e'),
    ),
    (play) => {
      play.start({ agent: 'li', group: 'senior', people: ['wang', 'zhao'] });
      play.set({ agent: 'someone else' });
      expect(play.waiting[0]).to.deep.include({
        kind: 'userTask',
        activityId: 'a',
        assignee: 'li',
        candidateGroups: ['junior', 'senior'],
        candidateUsers: ['wang', 'zhao'],
        dueDate: '2026-03-04T00:00:00Z',
        priority: 50,
        formKey: 'assess',
        scopeIds: [],
        data: {},
      });
      play.complete('a', { verdict: 'upheld' });
      expect(play.status).to.equal('completed');
      expect(play.data).to.include({ verdict: 'upheld' });
    },
  );

  scenario(
    'a service task with a topic waits for a worker',
    process(
      start('s'),
      external('work', mapping(input('number', '${phone}'), output('card', '${answer}'))),
      end('e'),
      flows('s > work > e'),
    ),
    (play) => {
      play.start({ phone: '139' });
      expect(play.waiting[0]).to.deep.include({ kind: 'externalTask', topic: 'work', data: { number: '139' } });
      play.complete('work', { answer: 42 });
      expect(play.data).to.deep.equal({ phone: '139', answer: 42, card: 42 });
    },
  );

  scenario(
    'a send task without a topic throws its message and goes on',
    process(
      start('s'),
      element('sendTask', 'a', { messageRef: 'message-Notice' }, mapping(input('text', 'hello'))),
      end('e'),
      flows('s > a > e'),
    ),
    (play) => {
      play.start();
      expect(play.happened).to.deep.include({
        type: 'thrown',
        kind: 'message',
        activityId: 'a',
        executionId: 'r2',
        ref: 'Notice',
        data: { text: 'hello' },
      });
      expect(play.status).to.equal('completed');
    },
  );

  scenario(
    'a receive task waits for its message',
    process(start('s'), receive('r', { messageRef: 'message-Reply' }), end('e'), flows('s > r > e')),
    (play) => {
      play.start();
      expect(play.waiting[0]).to.include({ kind: 'message', message: 'Reply', activityId: 'r' });
      expect(() => play.message('Other')).to.throw();
      play.message('Reply', { data: { text: 'yes' } });
      expect(play.data).to.deep.equal({ text: 'yes' });
      expect(play.status).to.equal('completed');
    },
  );

  scenario(
    'a receive task can be completed directly',
    process(start('s'), receive('r', { messageRef: 'message-Reply' }), end('e'), flows('s > r > e')),
    (play) => {
      play.start();
      play.complete('r', { text: 'by hand' });
      expect(play.status).to.equal('completed');
    },
  );

  scenario(
    'an instantiating receive task begins the process',
    process(receive('r', { messageRef: 'message-Order', instantiate: true }), user('a'), flows('r > a')),
    (play) => {
      expect(() => play.start()).to.throw(/name the start event that has occurred: r/);
      play.start({ item: 'lamp' }, 'r');
      expect(play.waits).to.deep.equal(['a']);
      expect(play.happened.map(({ type }) => type)).to.include('caught');
    },
  );

  scenario(
    'a FEEL script sets its result variable',
    process(
      start('s'),
      script('a', { scriptFormat: 'feel', 'camunda:resultVariable': 'total' }, '<script>price * 2</script>'),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start({ price: 21 });
      expect(play.data).to.deep.equal({ price: 21, total: 42 });
      expect(play.happened).to.deep.include({ type: 'dataChanged', name: 'total', after: 42 });
    },
  );

  scenario(
    'a script without result variable sets the entries of the context it yields',
    process(
      start('s'),
      script('a', { scriptFormat: 'feel' }, '<script>{ x: 1, y: x + 1 }</script>'),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start();
      expect(play.data).to.deep.equal({ x: 1, y: 2 });
    },
  );

  scenario(
    'a call activity waits for the called process and maps data both ways',
    process(
      start('s'),
      element(
        'callActivity',
        'call',
        { calledElement: 'survey', 'camunda:calledElementBinding': 'version', 'camunda:calledElementVersion': '3' },
        '<extensionElements><camunda:in source="phone" target="number"/><camunda:in sourceExpression="${1 + 1}" target="two"/><camunda:in businessKey="${phone}"/><camunda:out source="mark" target="result"/></extensionElements>',
      ),
      end('e'),
      flows('s > call > e'),
    ),
    (play) => {
      play.start({ phone: '139', secret: 'x' });
      expect(play.waiting[0]).to.deep.include({
        kind: 'calledProcess',
        calledElement: 'survey',
        binding: 'version',
        version: 3,
        businessKey: '139',
        data: { number: '139', two: 2 },
      });
      play.complete('call', { mark: 5, other: 6 });
      expect(play.data).to.deep.equal({ phone: '139', secret: 'x', result: 5 });
      expect(play.status).to.equal('completed');
    },
  );

  scenario(
    'a call activity can hand over everything',
    process(
      start('s'),
      element(
        'callActivity',
        'call',
        { calledElement: 'survey' },
        '<extensionElements><camunda:in variables="all"/><camunda:out variables="all"/></extensionElements>',
      ),
      flows('s > call'),
    ),
    (play) => {
      play.start({ a: 1 });
      expect(play.waiting[0]).to.deep.include({ data: { a: 1 } });
      play.complete('call', { a: 2, b: 3 });
      expect(play.data).to.deep.equal({ a: 2, b: 3 });
    },
  );

  scenario(
    'completing what does not wait is refused and changes nothing',
    process(start('s'), user('a'), flows('s > a')),
    (play) => {
      play.start();
      const before = play.execution;
      expect(() => play.apply({ type: 'complete', executionId: 'unknown' })).to.throw(
        /Nothing runs under the id 'unknown'.*open are: a \(r2\)/,
      );
      expect(play.execution).to.equal(before);
    },
  );
});
