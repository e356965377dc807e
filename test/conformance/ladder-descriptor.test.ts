import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';
import { expect } from 'chai';

type Typed = {
  readonly $type: string;
  readonly id?: string;
  readonly $attrs: Readonly<Record<string, unknown>>;
  get(name: string): unknown;
};
type Parsed = { readonly warnings: readonly unknown[]; readonly elementsById: Readonly<Record<string, Typed>> };

const descriptor = JSON.parse(readFileSync('docs/moddle/ladder.json', 'utf8')) as Record<string, unknown>;

const parse = async (xml: string): Promise<Parsed> =>
  (await new BpmnModdle({ ladder: descriptor }).fromXML(xml)) as Parsed;

describe('The moddle descriptor of the ladder: attributes', () => {
  let complaint: Parsed;

  before(async () => {
    complaint = await parse(readFileSync('processes/complaint/complaint.bpmn', 'utf8'));
  });

  it('reads the shipped complaint process without a warning', () => {
    expect(complaint.warnings).to.deep.equal([]);
  });

  it('lets every element it extends be made: no attribute is declared twice for one', () => {
    const moddle = new BpmnModdle({ ladder: descriptor }) as unknown as { create(type: string): Typed };
    const made = [
      'EndEvent',
      'IntermediateThrowEvent',
      'BoundaryEvent',
      'StartEvent',
      'SendTask',
      'UserTask',
      'CallActivity',
    ];
    const rest = [
      'ServiceTask',
      'ReceiveTask',
      'SubProcess',
      'AdHocSubProcess',
      'Process',
      'Message',
      'TimerEventDefinition',
    ];
    for (const type of [...made, ...rest]) expect(moddle.create(`bpmn:${type}`).$type).to.equal(`bpmn:${type}`);
  });

  it('types the tier of a task, the mark of a timer and the notice of a send task', () => {
    const { assessComplaint, assessmentOverdue, remindJuniorAgent } = complaint.elementsById;
    expect(assessComplaint?.get('ladder:tier')).to.equal('junior');
    expect(assessmentOverdue?.get('ladder:slaMark')).to.equal('limit');
    expect(remindJuniorAgent?.get('ladder:notify')).to.equal('candidates');
    expect(remindJuniorAgent?.get('ladder:template')).to.equal('task-reminder');
  });

  it('leaves no ladder: attribute of the process untyped', () => {
    const untyped = Object.values(complaint.elementsById).flatMap(({ id, $attrs }) =>
      Object.keys($attrs)
        .filter((name) => name.startsWith('ladder:'))
        .map((name) => `${id} ${name}`),
    );
    expect(untyped).to.deep.equal([]);
  });

  it('does not type them where they mean nothing', async () => {
    const { elementsById } = await parse(
      readFileSync('processes/complaint/complaint.bpmn', 'utf8').replace(
        'id="complaintReceived"',
        'id="complaintReceived" ladder:tier="junior"',
      ),
    );
    expect(Object.keys(elementsById['complaintReceived']!.$attrs)).to.deep.equal(['ladder:tier']);
  });
});
