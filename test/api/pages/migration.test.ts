import { expect } from 'chai';
import { anotherComplaint, eventually, startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor } from './browser-session.ts';

const process = (task: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:process id="moved" name="搬迁 / Moved" isExecutable="true">
    <bpmn:startEvent id="begun"/><bpmn:sequenceFlow id="f1" sourceRef="begun" targetRef="${task}"/>
    <bpmn:userTask id="${task}" name="判断 / Judge" camunda:candidateGroups="junior-agent"/>
    <bpmn:sequenceFlow id="f2" sourceRef="${task}" targetRef="ended"/><bpmn:endEvent id="ended"/>
  </bpmn:process>
</bpmn:definitions>`;

const isDone = ({ html }: { html: string }): boolean => html.includes('data-status="done"');

describe('The wizard that migrates cases', () => {
  let service: ServiceUnderTest;

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  it('tries all cases in the background, and migrates those that it found possible', async () => {
    const designer = await service.as('designer');
    const junior = await service.as('junior.lanzhou');
    const deploy = (task: string) =>
      designer.post('/deployments', { name: 'moved', files: [{ name: 'moved.bpmn', content: process(task) }] });
    await deploy('judge');
    const { body } = await junior.post('/cases', { ...anotherComplaint(), definitionKey: 'moved' });
    await deploy('decide');
    await eventually(
      () => designer.get('/cases?process=moved&status=open'),
      (found) => found.body['total'] === 1,
    );

    const visitor = await signedInVisitor(service.url, 'designer');
    await visitor.get('/designer/migrate/moved?from=1&to=2');
    const asked = { from: '1', to: '2', 'to.judge': 'decide' };
    const tried = await visitor.post('/designer/migrate/moved/try', asked);
    expect(tried.location).to.match(/^\/designer\/migrations\//);
    const { html } = await eventually(() => visitor.get(tried.location!), isDone);
    expect(html).to.include('What would happen').and.include('Migrate these 1 cases');
    expect((await visitor.get('/designer/definitions/moved/1')).html).to.include(String(body['caseNumber']));

    const carriedOut = await visitor.post(`${tried.location!}/carry-out`, { reason: 'The new one is clearer' });
    await eventually(() => visitor.get(carriedOut.location!), isDone);
    const { body: moved } = await designer.get(`/cases/${String(body['caseId'])}`);
    expect((moved['openTasks'] as { activityId: string }[])[0]?.activityId).to.equal('decide');
  });
});
