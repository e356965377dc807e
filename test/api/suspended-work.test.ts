import { expect } from 'chai';
import { anotherComplaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

const diagram = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:process id="askOutside" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:serviceTask id="measure" camunda:type="external" camunda:topic="measurement"/>
    <bpmn:serviceTask id="report" camunda:type="external" camunda:topic="measurement"/>
    <bpmn:userTask id="read"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="measure"/><bpmn:sequenceFlow id="f2" sourceRef="measure" targetRef="report"/>
    <bpmn:sequenceFlow id="f3" sourceRef="report" targetRef="read"/>
  </bpmn:process>
</bpmn:definitions>`;

type Work = { id: string; activityId: string; isSuspended?: boolean };

describe('Outside work of a suspended case', function () {
  let service: ServiceUnderTest;
  let manager: Client;
  let worker: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [manager, worker] = await Promise.all([service.as('manager.lanzhou'), service.as('integration')]);
    const designer = await service.as('designer');
    await designer.post('/deployments', { name: 'ask', files: [{ name: 'ask.bpmn', content: diagram }] });
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  const registered = async (): Promise<string> => {
    const { body, status } = await manager.post('/cases', { ...anotherComplaint(), definitionKey: 'askOutside' });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body['caseId'] as string;
  };
  const override = async (caseId: string, action: string): Promise<void> => {
    const { status, body } = await manager.post(`/cases/${caseId}/overrides`, { action, reason: 'court order' });
    expect(status, JSON.stringify(body)).to.equal(200);
  };
  const fetchWork = async (): Promise<Work[]> => {
    const topics = [{ topic: 'measurement', lockDurationMs: 10_000 }];
    const { body } = await worker.post('/external-tasks/fetch-and-lock', { workerId: 'w', topics });
    return body['externalTasks'] as Work[];
  };
  const complete = (id: string) => worker.post(`/external-tasks/${id}/complete`, { workerId: 'w' });
  const listed = async (caseId: string): Promise<Work[]> => {
    const { body } = await manager.get(`/external-tasks?caseId=${caseId}&state=waiting`);
    return body['externalTasks'] as Work[];
  };

  it('is given to nobody until the case is resumed', async () => {
    const caseId = await registered();
    await override(caseId, 'suspend');
    expect((await listed(caseId))[0]).to.include({ isSuspended: true });
    expect(await fetchWork()).to.deep.equal([]);
    await override(caseId, 'resume');
    expect((await listed(caseId))[0]).to.not.have.property('isSuspended');
    const [work, ...others] = await fetchWork();
    expect(work).to.include({ caseId, activityId: 'measure' });
    expect(others).to.deep.equal([]);
    await manager.post(`/cases/${caseId}/terminate`, { reason: 'done' });
  });

  it('may be reported by whoever held it before; what follows waits', async () => {
    const caseId = await registered();
    const [work] = await fetchWork();
    await override(caseId, 'suspend');
    const { status, body } = await complete(work!.id);
    expect(status, JSON.stringify(body)).to.equal(200);
    expect((await listed(caseId)).map(({ activityId, isSuspended }) => ({ activityId, isSuspended }))).to.deep.equal([
      { activityId: 'report', isSuspended: true },
    ]);
    expect(await fetchWork()).to.deep.equal([]);
    await override(caseId, 'resume');
    expect((await fetchWork()).map(({ activityId }) => activityId)).to.deep.equal(['report']);
    await manager.post(`/cases/${caseId}/terminate`, { reason: 'done' });
  });

  it('stays with its worker when the case is suspended and resumed meanwhile', async () => {
    const caseId = await registered();
    const [work] = await fetchWork();
    await override(caseId, 'suspend');
    await override(caseId, 'resume');
    expect(await fetchWork()).to.deep.equal([]);
    expect((await complete(work!.id)).status).to.equal(200);
  });
});
