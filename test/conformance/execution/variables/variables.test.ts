import { expect } from 'chai';
import {
  boundary,
  catchEvent,
  condition,
  element,
  end,
  external,
  flows,
  input,
  mapping,
  message,
  output,
  process,
  script,
  start,
  subProcess,
  user,
} from '../bpmn.ts';
import { scenario } from '../play.ts';

const list =
  '<camunda:inputParameter name="list"><camunda:list><camunda:value>one</camunda:value><camunda:value>${n + 1}</camunda:value></camunda:list></camunda:inputParameter>';
const map =
  '<camunda:inputParameter name="map"><camunda:map><camunda:entry key="a">${n}</camunda:entry><camunda:entry key="b">text</camunda:entry></camunda:map></camunda:inputParameter>';
const zeebe = (...entries: string[]): string =>
  `<extensionElements><zeebe:ioMapping>${entries.join('')}</zeebe:ioMapping></extensionElements>`;

describe('variables (§10.4)', () => {
  scenario(
    'input parameters may be text, expressions, lists and maps, and see those before them',
    process(
      start('s'),
      user('a', mapping(input('text', 'plain'), input('twice', '${n * 2}'), input('more', '=twice + 1'), list, map)),
      end('e'),
      flows('s > a > e'),
    ),
    (play) => {
      play.start({ n: 2 });
      expect(play.find('a')).to.deep.include({
        data: { text: 'plain', twice: 4, more: 5, list: ['one', 3], map: { a: 2, b: 'text' } },
      });
      expect(play.data).to.deep.equal({ n: 2 });
      expect(play.happened).to.deep.include({ type: 'dataChanged', scopeId: 'r2', name: 'twice', after: 4 });
    },
  );
  scenario(
    'an input hides an outer variable, and what a task gives back for it stays inside',
    process(
      start('s'),
      user('a', mapping(input('note', 'inner'), output('result', '${note}'))),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start({ note: 'outer' });
      play.complete('a', { note: 'changed', other: 1 });
      expect(play.data).to.deep.equal({ note: 'outer', other: 1, result: 'changed' });
    },
  );
  scenario(
    'with zeebe output mappings only what is mapped leaves the task',
    process(
      start('s'),
      element(
        'serviceTask',
        'a',
        { 'camunda:type': 'external', 'camunda:topic': 't' },
        zeebe('<zeebe:input source="=n" target="given"/>', '<zeebe:output source="=answer + 1" target="result"/>'),
      ),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start({ n: 1 });
      expect(play.find('a')).to.deep.include({ data: { given: 1 } });
      play.complete('a', { answer: 41, secret: true });
      expect(play.data).to.deep.equal({ n: 1, result: 42 });
    },
  );
  scenario(
    'data associations copy data objects in and out',
    process(
      '<dataObject id="d" name="letter"/><dataObjectReference id="dr" dataObjectRef="d"/>',
      start('s'),
      user(
        'a',
        '<ioSpecification><dataInput id="di" name="draft"/><dataOutput id="do" name="final"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification><dataInputAssociation><sourceRef>dr</sourceRef><targetRef>di</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>do</sourceRef><targetRef>dr</targetRef></dataOutputAssociation>',
      ),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start({ letter: 'v1' });
      expect(play.find('a')).to.deep.include({ data: { draft: 'v1' } });
      play.complete('a', { final: 'v2' });
      expect(play.data).to.deep.include({ letter: 'v2' });
    },
  );
  scenario(
    'mappings of a sub-process fill its scope and empty it at its end',
    process(
      start('s'),
      subProcess(
        'sub',
        mapping(input('local', '${n}'), output('n', '${local + 1}')),
        start('s1'),
        user('x'),
        flows('s1 > x'),
      ),
      user('after'),
      flows('s > sub > after'),
    ),
    (play) => {
      play.start({ n: 1 });
      play.complete('x', { local: 10 });
      expect(play.data).to.deep.equal({ n: 11 });
    },
  );
  scenario(
    'a failing output mapping is an incident that can be retried',
    process(start('s'), external('a', mapping(output('sum', '${x - y}'))), user('b'), flows('s > a > b')),
    (play) => {
      play.start({ x: 'text', y: 1 });
      play.complete('a');
      expect(play.incidents()).to.deep.equal(['EXPRESSION_FAILED']);
      play.set({ x: 3 });
      play.retry('a');
      expect(play.data).to.include({ sum: 2 });
      expect(play.waits).to.deep.equal(['b']);
    },
  );
  scenario(
    'a condition on a sub-process sees its local data',
    process(
      start('s'),
      subProcess('sub', '<property id="pp" name="mark"/>', start('s1'), user('x'), user('y'), flows('s1 > x > y')),
      boundary('b', 'sub', condition('=mark = 5')),
      user('z'),
      flows('s > sub', 'b > z'),
    ),
    (play) => {
      play.start();
      play.complete('x', { mark: 5 });
      expect(play.waits).to.deep.equal(['z']);
    },
  );
  scenario(
    'data of a scope can be set from outside',
    process(start('s'), subProcess('sub', start('s1'), user('x'), flows('s1 > x')), flows('s > sub')),
    (play) => {
      play.start();
      const [scopeId] = play.find('x').scopeIds;
      play.set({ local: 1 }, scopeId);
      expect(play.data).to.deep.equal({});
      expect(play.last).to.deep.equal([{ type: 'dataChanged', scopeId, name: 'local', after: 1 }]);
      expect(() => play.set({ x: 1 }, 'nowhere')).to.throw(/Nothing runs under the id 'nowhere'/);
    },
  );
  scenario(
    'what does not change is not reported',
    process(
      start('s'),
      script('a', { scriptFormat: 'feel', 'camunda:resultVariable': 'x' }, '<script>{a: [1, 2]}</script>'),
      user('b'),
      flows('s > a > b'),
    ),
    (play) => {
      play.start({ x: { a: [1, 2] } });
      expect(play.happened.filter(({ type }) => type === 'dataChanged')).to.have.length(1);
    },
  );
  scenario(
    'a catch event’s output mapping takes from its message',
    process(
      start('s'),
      catchEvent('c', mapping(output('paid', '${amount}')), message('Paid')),
      user('b'),
      flows('s > c > b'),
    ),
    (play) => {
      play.start();
      play.message('Paid', { data: { amount: 7 } });
      expect(play.data).to.deep.equal({ amount: 7, paid: 7 });
    },
  );
});

describe('message correlation by the standard’s keys (§8.4.2)', () => {
  const correlating = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
    <message id="mPaid" name="Paid"/>
    <correlationProperty id="orderId"><correlationPropertyRetrievalExpression messageRef="mPaid"><messagePath>order</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
    <collaboration id="co"><participant id="pa" processRef="p"/><correlationKey id="key"><correlationPropertyRef>orderId</correlationPropertyRef></correlationKey></collaboration>
    <process id="p" isExecutable="true">
      <correlationSubscription id="cs" correlationKeyRef="key"><correlationPropertyBinding correlationPropertyRef="orderId"><dataPath>=myOrder</dataPath></correlationPropertyBinding></correlationSubscription>
      <startEvent id="s"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="mPaid"/></intermediateCatchEvent><userTask id="a"/>
      ${flows('s > c > a')}
    </process></definitions>`;
  scenario('binds the key to process data', correlating, (play) => {
    play.start({ myOrder: 'A7' });
    expect(play.find('c')).to.include({ correlationKey: 'A7' });
    play.message('Paid', { correlationKey: 'A7' });
    expect(play.waits).to.deep.equal(['a']);
  });
});
