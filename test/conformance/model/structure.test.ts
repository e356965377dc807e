import { expect } from 'chai';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';
import {
  around,
  bpmn,
  caught,
  end,
  errorsOf,
  flow,
  path,
  problemsOf,
  start,
  task,
  thrown,
  trigger,
} from './model-text.ts';
import { describeRule } from './check-rule.ts';

const pools = (
  participants: string,
  flows = '',
  second = '<process id="q"><task id="other" name="o"/><exclusiveGateway id="og"/></process>',
): string => bpmn(around(task('a')), `<collaboration id="c">${participants}${flows}</collaboration>${second}`);
const TWO = '<participant id="pp" name="P" processRef="p"/><participant id="pq" name="Q" processRef="q"/>';
const messageFlow = (from: string, to: string): string =>
  `<messageFlow id="mf" sourceRef="${from}" targetRef="${to}"/>`;
const lanes = (...refs: string[]): string =>
  `<laneSet id="ls"><lane id="l" name="L">${refs.map((ref) => `<flowNodeRef>${ref}</flowNodeRef>`).join('')}</lane></laneSet>`;

const compile = async (content: string): Promise<string[]> =>
  (await compileDefinition({ id: 'd1', files: [{ name: 'm.bpmn', content }] })).definitions.map(({ id }) => id);

describe('deploy checks of the structure', () => {
  describeRule('unique-ids', {
    severity: 'error',
    bad: {
      'an id used twice': `${around(task('a'))}${task('a')}`,
      'the id of a flow on a task': `${around(task('a'))}${task('s-a')}`,
    },
    good: { 'different ids': around(task('a')) },
  });
  describeRule('known-elements', {
    severity: 'error',
    bad: {
      'an element BPMN does not have': `${around(task('a'))}<teaTask id="t"/>`,
      'an element at a wrong place': `${around(task('a'))}<lane id="l"/>`,
    },
    good: {
      'foreign elements in extensionElements': around(
        task('a', '<extensionElements><x:y xmlns:x="urn:x" z="1"><x:deep/></x:y></extensionElements>'),
      ),
      'a conversation that names its message flows': bpmn(
        around(task('a')),
        `<collaboration id="c"><participant id="us" processRef="p"/><participant id="them"/>
         <messageFlow id="m" sourceRef="them" targetRef="us"/>
         <conversation id="v" name="V"><participantRef>us</participantRef><messageFlowRef>m</messageFlowRef></conversation></collaboration>`,
      ),
    },
  });
  describeRule('lanes', {
    severity: 'error',
    bad: {
      'an element of another process': bpmn(
        lanes('s', 'other') + around(task('a')),
        '<process id="q" isExecutable="true"><userTask id="other" name="o"/></process>',
      ),
    },
    good: { 'its own elements': lanes('s', 'a', 'e') + around(task('a')) },
  });
  describeRule('message-flows', {
    severity: 'error',
    bad: {
      'a message flow inside a pool': pools(TWO, messageFlow('s', 'a')),
      'a message flow from a pool to its own element': pools(TWO, messageFlow('pp', 'a')),
      'a message flow from a gateway': pools(TWO, messageFlow('og', 'a')),
      'a message flow from a start event': pools(TWO, messageFlow('s', 'other')),
      'a message flow to an end event': pools(TWO, messageFlow('other', 'e')),
    },
    good: {
      'message flows between pools': pools(
        `${TWO}<participant id="black" name="B"/>`,
        `${messageFlow('other', 'a')}<messageFlow id="mg" sourceRef="e" targetRef="black"/>`,
      ),
    },
  });
  describeRule('process-identity', {
    severity: 'warning',
    bad: {
      'two pools of one process': pools(
        '<participant id="pp" name="P" processRef="p"/><participant id="pq" name="Q" processRef="p"/>',
      ),
    },
    good: { 'a pool for each': pools(TWO) },
  });
  describeRule('is-executable', {
    severity: 'warning',
    bad: { 'a process that is not marked': bpmn(around(task('a')), '', false) },
    good: { 'a marked one': around(task('a')) },
  });
  describeRule('supported-elements', {
    severity: 'warning',
    bad: { 'a global task': bpmn(around(task('a')), '<globalTask id="g" name="g"/>') },
    good: { 'a process': around(task('a')) },
  });
  describeRule('reachable-elements', {
    severity: 'warning',
    bad: {
      'a task nothing leads to': `${around(task('a'))}${task('t')}${flow('t', 'e')}`,
      'a circle apart from the rest': `${around(task('a'))}${task('t')}${task('u')}${path('t', 'u', 't')}`,
    },
    good: {
      'elements behind links, boundary events and event sub-processes': `${start()}${thrown('o', '<linkEventDefinition name="l"/>')}${flow('s', 'o')}${caught('i', '<linkEventDefinition name="l"/>')}${end()}${path('i', 'e')}`,
      'a process without start event': `${task('a')}${end()}${flow('a', 'e')}`,
    },
  });
  describeRule('processes-start-and-end', {
    severity: 'warning',
    bad: {
      'no start': `${task('a')}${end()}${flow('a', 'e')}`,
      'no end': `${start()}${task('a')}${flow('s', 'a')}`,
      'a path that just stops': `${around(task('a'))}${task('b')}${flow('a', 'b')}`,
    },
    good: { 'a start and an end': around(task('a')) },
  });
  describeRule('labels', {
    severity: 'warning',
    bad: {
      'a task without name': around('<userTask id="a"/>'),
      'a pool without name': pools('<participant id="pp" processRef="p"/>'),
    },
    good: { names: around(task('a')) },
  });
  describeRule('used-globals', {
    severity: 'warning',
    bad: { 'a message nobody uses': bpmn(around(task('a')), '<message id="m" name="M"/>') },
    good: {
      'a used one': bpmn(
        around(caught('a', trigger('message', 'messageRef="m"'))).replace('id="a"', 'id="a" name="a"'),
        '<message id="m" name="M"/>',
      ),
    },
  });
  describeRule('foreign-attributes', {
    severity: 'warning',
    bad: { 'an attribute without namespace': around(task('a', '', 'colour="red"')) },
    good: { 'an attribute of a namespace': around(task('a', '', 'xmlns:x="urn:x" x:colour="red"')) },
  });

  describe('files that are no models', () => {
    for (const [title, content, sentence] of [
      ['nothing', '', 'is empty'],
      ['text', 'hello', 'no well-formed XML'],
      ['an unclosed element', bpmn('<task id="a">'), 'no well-formed XML'],
      ['other XML', '<html/>', 'no BPMN 2.0'],
      ['an older BPMN', '<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', 'no BPMN 2.0'],
      [
        'entities',
        `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${bpmn(around(task('a'))).slice(38)}`,
        'entities',
      ],
      ['bottomless nesting', bpmn('<subProcess>'.repeat(3000) + '</subProcess>'.repeat(3000)), 'nested'],
      ['more elements than anybody draws', bpmn(around('<task/>'.repeat(20_001))), '20000 are allowed'],
      ['one id all over', bpmn(around('<task id="a"/>'.repeat(700))), 'give every element its own id'],
      ['unending brackets', '<'.repeat(1_000_000), 'no well-formed XML'],
    ] as const)
      it(`refuses ${title}`, async () => {
        const [problem, ...others] = await errorsOf(content);
        expect(problem).to.include({ rule: 'well-formed', file: 'model.bpmn' });
        expect(problem!.message).to.include(sentence);
        expect(others).to.deep.equal([]);
      });

    it('reads five megabytes in reasonable time', async () => {
      const tasks = Array.from({ length: 8000 }, (_, index) =>
        task(`t${index}`, `<documentation>${'x'.repeat(600)}</documentation>`),
      );
      const before = performance.now();
      const problems = await problemsOf(bpmn(around(task('a')) + tasks.join('')));
      expect(performance.now() - before).to.be.below(8000);
      expect(problems).to.have.length(501);
    });
  });

  it('says all that is wrong at once, each with its place', async () => {
    const xml = bpmn(
      `\n${around(task('a', '', 'camunda:formRef="nowhere"'))}\n<serviceTask id="b" name="Work"/>\n${flow('a', 'b')}\n${flow('b', 's')}`,
    );
    const problems = await errorsOf(xml);
    expect(
      problems.map(({ rule, line, elementId, elementName }) => [rule, line, elementId, elementName]),
    ).to.deep.include.members([
      ['start-events-without-incoming', 6, 's', undefined],
      ['work-is-named', 8, 'b', 'Work'],
      ['forms-and-decisions', 6, 'a', 'a'],
    ]);
  });

  it('refuses a process that two files define', async () => {
    const xml = bpmn(around(task('a')));
    expect((await errorsOf(xml, { 'again.bpmn': xml })).map(({ rule }) => rule)).to.deep.equal(['unique-processes']);
  });

  it('gives no definitions when there is an error, and all processes when there is none', async () => {
    expect(await compile(pools(TWO))).to.deep.equal(['d1/q', 'd1/p']);
    expect(await compile(pools(TWO, messageFlow('s', 'a')))).to.deep.equal([]);
  });

  it('describes elements with their lane, host, parent, words and attributes', async () => {
    const content = bpmn(
      lanes('a') +
        around(
          task(
            'a',
            '<documentation>Look closely.</documentation>',
            'cam:assignee="x" xmlns:cam="http://camunda.org/schema/1.0/bpmn"',
          ),
        ),
    ).replace('xmlns:camunda', 'xmlns:cam');
    const { definitions } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content }] });
    expect(definitions[0]!.elements.get('a')).to.deep.include({
      type: 'userTask',
      laneId: 'l',
      laneName: 'L',
      parentId: 'p',
      documentation: 'Look closely.',
    });
    expect(definitions[0]!.elements.get('a')!.attributes).to.include({ 'camunda:assignee': 'x' });
  });
});
