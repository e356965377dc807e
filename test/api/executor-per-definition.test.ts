/** An installation that chose `bpmn-engine` runs every shipped process: what that executor cannot run, the default one does. */
import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type ServiceUnderTest } from './service-under-test.ts';

const model = (executor: string, element: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ladder="urn:caseladder:bpmn:1" id="d" targetNamespace="urn:test">
  <process id="named" name="Named" isExecutable="true" ladder:executor="${executor}">
    <startEvent id="begun" name="Begun" />
    ${element}
    <endEvent id="ended" name="Ended" />
    <sequenceFlow id="toWork" sourceRef="begun" targetRef="work" />
    <sequenceFlow id="toEnd" sourceRef="work" targetRef="ended" />
  </process>
</definitions>`;

const manual = '<manualTask id="work" name="Work" />';
const call = '<callActivity id="work" name="Work" calledElement="named" />';

describe('A service with EXECUTOR=bpmn-engine', () => {
  let service: ServiceUnderTest;

  before(async () => {
    service = await startServiceUnderTest({ executor: 'bpmn-engine' });
  });
  after(() => service.stop());

  const executorOfNew = async (definitionKey: string): Promise<string | undefined> => {
    const registered = { ...anotherComplaint(), definitionKey, data: { promisedAt: '2026-03-02T10:00:00Z' } };
    const { body, status } = await (await service.as('junior.lanzhou')).post('/cases', registered);
    expect(status, JSON.stringify(body)).to.equal(201);
    return (await service.service.context.cases.load(body['caseId'] as string))?.runs[0]?.execution.executor;
  };

  it('runs complaints on the executor that can, promised callbacks on its own', async () => {
    expect(await executorOfNew('complaint')).to.equal('execution');
    expect(await executorOfNew('promisedCallback')).to.equal('bpmn-engine');
  });

  const check = async (executor: string, element: string) => {
    const files = [{ name: 'named.bpmn', content: model(executor, element) }];
    const { body } = await (
      await service.as('designer')
    ).post('/deployments', { name: 'named', files, checkOnly: true });
    return (body['problems'] as { rule: string; severity: string; message: string }[])
      .filter(({ rule }) => rule === 'executor-runs-it')
      .map(({ severity }) => severity);
  };

  it('refuses a model that names an executor which does not exist or cannot run it', async () => {
    expect(await check('zeebe', manual)).to.deep.equal(['error']);
    expect(await check('bpmn-engine', call)).to.deep.equal(['error']);
    expect(await check('execution', call)).to.deep.equal([]);
    expect(await check('bpmn-engine', manual)).to.deep.equal([]);
  });

  it('warns of a model that runs elsewhere', async () => {
    expect(await check('', call)).to.deep.equal(['warning']);
  });
});
