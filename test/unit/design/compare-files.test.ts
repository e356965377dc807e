import { expect } from 'chai';
import { compareFiles } from '../../../engine/design/compare/compare-files.ts';

const bpmn = (inside: string, drawn = ''): string => `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d" targetNamespace="u">
<process id="p" isExecutable="true">${inside}</process>${drawn}</definitions>`;

const file = (name: string, content: string) => [{ name, content }];
const task = (attributes: string, inside = ''): string =>
  bpmn(`<userTask id="t" name="Assess" ${attributes}>${inside}</userTask>`);

const timer = (limit: string): string =>
  bpmn(
    `<userTask id="t"/><boundaryEvent id="b" attachedToRef="t"><timerEventDefinition id="x"><timeDuration>${limit}</timeDuration></timerEventDefinition></boundaryEvent>`,
  );

const form = (label: string): string =>
  JSON.stringify({
    id: 'f',
    components: [{ type: 'group', id: 'g', components: [{ type: 'textfield', key: 'k', label }] }],
  });

const table = (text: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="r"><decisionTable id="tb"><output id="o"/><rule id="r1"><outputEntry id="oe"><text>${text}</text></outputEntry></rule></decisionTable></decision></definitions>`;

describe('Comparing two versions', () => {
  it('says nothing of files that are the same', async () => {
    expect(await compareFiles(file('a.bpmn', bpmn('')), file('a.bpmn', bpmn('')))).to.deep.equal([]);
  });

  it('names files that are new or gone', async () => {
    const compared = await compareFiles(file('a.form', '{}'), file('b.form', '{}'));
    expect(compared.map(({ file: name, kind }) => [name, kind])).to.deep.equal([
      ['a.form', 'removed'],
      ['b.form', 'added'],
    ]);
  });

  it('names elements that are new, gone and changed, and what changed in them', async () => {
    const before = bpmn(
      '<startEvent id="s"/><userTask id="t" name="Assess" camunda:candidateGroups="junior-agent"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>',
    );
    const after = bpmn(
      '<startEvent id="s"/><userTask id="t" name="Assess" camunda:candidateGroups="senior-agent"/><task id="u"/><sequenceFlow id="f" sourceRef="s" targetRef="u"/>',
    );
    const [compared] = await compareFiles(file('a.bpmn', before), file('a.bpmn', after));
    expect(compared?.changes.map(({ kind, elementId, members }) => ({ kind, elementId, members }))).to.deep.equal([
      {
        kind: 'changed',
        elementId: 't',
        members: [{ member: 'camunda:candidateGroups', before: 'junior-agent', after: 'senior-agent' }],
      },
      { kind: 'added', elementId: 'u', members: [] },
      { kind: 'changed', elementId: 'f', members: [{ member: 'targetRef', before: 't', after: 'u' }] },
    ]);
  });

  it('finds what is written inside an element', async () => {
    const [compared] = await compareFiles(file('a.bpmn', timer('PT4H')), file('a.bpmn', timer('PT6H')));
    expect(compared?.changes).to.have.length(1);
    expect(compared?.changes[0]?.members).to.deep.equal([
      { member: 'eventDefinitions[1].timeDuration.body', before: 'PT4H', after: 'PT6H' },
    ]);
    const mapped = task(
      '',
      '<extensionElements><camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput></extensionElements>',
    );
    const other = mapped.replace('>1<', '>2<');
    const [inside] = await compareFiles(file('a.bpmn', mapped), file('a.bpmn', other));
    expect(inside?.changes[0]?.members.map(({ before, after }) => [before, after])).to.deep.equal([['1', '2']]);
  });

  it('knows when only the drawing differs', async () => {
    const [compared] = await compareFiles(
      file('a.bpmn', bpmn('')),
      file('a.bpmn', bpmn('', '<bpmndi:BPMNDiagram id="g"/>')),
    );
    expect(compared).to.include({ kind: 'changed', isReadable: true }).and.have.property('changes').that.is.empty;
  });

  it('compares forms by their fields and decision tables by their rules', async () => {
    const [fields] = await compareFiles(file('a.form', form('Old')), file('a.form', form('New')));
    expect(fields?.changes[0]).to.deep.include({ elementId: 'g/k', kind: 'changed', name: 'New' });
    const [rules] = await compareFiles(file('a.dmn', table('"PT4H"')), file('a.dmn', table('"PT6H"')));
    expect(rules?.changes.map(({ elementId, members }) => [elementId, members[0]?.after])).to.deep.equal([
      ['r1', '"PT6H"'],
    ]);
  });

  it('says so when one side cannot be read', async () => {
    const [compared] = await compareFiles(file('a.bpmn', bpmn('')), file('a.bpmn', '<broken'));
    expect(compared).to.include({ isReadable: false });
  });
});
