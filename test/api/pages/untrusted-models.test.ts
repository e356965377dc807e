import { expect } from 'chai';
import { startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

const evil = '</script><script>alert(1)</script>"\'><img src=x onerror=alert(2)>';
const inXml = evil.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:process id="evil" name="${inXml}" isExecutable="true"><bpmn:documentation>${inXml}</bpmn:documentation>
    <bpmn:startEvent id="begun" name="${inXml}"/><bpmn:sequenceFlow id="f1" sourceRef="begun" targetRef="judge"/>
    <bpmn:userTask id="judge" name="${inXml}" camunda:candidateGroups="junior-agent" camunda:formRef="evil-form"/>
    <bpmn:sequenceFlow id="f2" sourceRef="judge" targetRef="ended"/><bpmn:endEvent id="ended" name="${inXml}"/>
  </bpmn:process>
</bpmn:definitions>`;

const dmn = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="defs" name="${inXml}" namespace="urn:test">
  <decision id="evilDecision" name="${inXml}"><decisionTable id="table">
    <input id="in" label="${inXml}"><inputExpression id="ie" typeRef="string"><text>category</text></inputExpression></input>
    <output id="out" label="${inXml}" name="result" typeRef="string"/>
    <rule id="rule"><description>${inXml}</description><inputEntry id="i"><text>-</text></inputEntry><outputEntry id="o"><text>"&lt;/td&gt;&lt;script&gt;alert(3)&lt;/script&gt;"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;

const form = JSON.stringify({
  type: 'default',
  id: 'evil-form',
  components: [
    { type: 'text', text: evil },
    { type: 'textfield', key: 'answer', label: evil, description: evil },
  ],
});

const bodyOf = (html: string): string => html.slice(html.indexOf('<body'));

describe('Pages about processes from outside', () => {
  let service: ServiceUnderTest;
  let visitor: Visitor;
  let deploymentId: string;
  let caseId: string;

  before(async () => {
    service = await startServiceUnderTest();
    const designer = await service.as('designer');
    const files = [
      { name: 'evil.bpmn', content: bpmn },
      { name: 'evil.dmn', content: dmn },
      { name: 'evil.form', content: form },
    ];
    const deployed = await designer.post('/deployments', { name: evil.slice(0, 100), files });
    expect(deployed.status, JSON.stringify(deployed.body)).to.equal(201);
    deploymentId = (deployed.body['deployment'] as { id: string }).id;
    await designer.post('/deployments', {
      name: evil.slice(0, 100),
      files: [
        { name: 'evil.bpmn', content: bpmn.replace('id="ended" name="', 'id="ended" name="x') },
        ...files.slice(1),
      ],
    });
    const junior = await service.as('junior.lanzhou');
    const registered = await junior.post('/cases', {
      centre: 'lanzhou',
      channel: 'phone',
      subject: evil,
      category: 'fault',
      definitionKey: 'evil',
    });
    caseId = String(registered.body['caseId']);
    visitor = await signedInVisitor(service.url, 'admin');
  });
  after(() => service.stop());

  it('run nothing that names, texts, tables and forms bring along', async () => {
    const { body: versions } = await (await service.as('designer')).get('/definitions?key=evil');
    expect(versions['definitions']).to.have.length(2);
    for (const path of [
      '/designer',
      '/designer/definitions/evil',
      '/designer/definitions/evil/1',
      '/designer/compare?left=evil:1&right=evil:2',
      '/designer/migrate/evil?from=1&to=2',
      '/decisions',
      `/decisions/${deploymentId}/evil.dmn`,
      '/processes',
      '/processes/evil',
      '/board',
      '/cases',
      `/cases/${caseId}`,
      `/cases/${caseId}/override?action=skip`,
      `/audit/cases/${caseId}`,
      '/audit',
    ]) {
      const { status, html } = await visitor.get(path);
      expect(status, path).to.equal(200);
      const body = bodyOf(html);
      expect(body, path).not.to.match(/<script>|<img src=x|<\/td><script/);
      // Scripts of ours are data, closed by ourselves alone.
      expect(body.split('<script').length, path).to.equal(body.split('</script>').length);
    }
  });
});
