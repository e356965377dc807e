import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { cacheCustomerRecord } from '../../engine/index.ts';
import { anotherComplaint } from '../api/service-under-test.ts';
import { describeInBrowser } from './browser.ts';

/** Breaks out of text, attributes, scripts and JSON, where any of them lets it. */
const attack = `"'><img src=x onerror="window.ran=1"><script>window.ran=1</script></script><svg onload=window.ran=1>{{7*7}}\${7*7}`;

const json = { 'Content-Type': 'application/json' };

/** A form whose words are the attack, in the place of the one an agent fills in. */
const evilForm = {
  type: 'default',
  id: 'evil-form',
  components: [
    // Markdown, in which form-js leaves pictures and links standing, cleaned of all else.
    { type: 'text', id: 'head', text: '# <script>window.ran=1</script> {{7*7}} [link](javascript:window.ran=1)' },
    { type: 'textfield', id: 'one', key: 'one', label: attack, description: attack },
    {
      type: 'radio',
      id: 'two',
      key: 'two',
      label: attack,
      values: [{ label: attack, value: 'chosen' }],
    },
  ],
};

const escaped = attack.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const evilProcess = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="defs" targetNamespace="urn:test">
  <bpmn:process id="evil" name="${escaped}" isExecutable="true">
    <bpmn:startEvent id="begun"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="begun" targetRef="doIt" />
    <bpmn:userTask id="doIt" name="${escaped}" camunda:candidateGroups="junior-agent" camunda:formRef="evil-form" camunda:formRefBinding="deployment">
      <bpmn:documentation>${escaped}</bpmn:documentation><bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="b" sourceRef="doIt" targetRef="ended" />
    <bpmn:endEvent id="ended"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="evil">
    <bpmndi:BPMNShape id="s1" bpmnElement="begun"><dc:Bounds x="10" y="30" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="doIt"><dc:Bounds x="90" y="10" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="ended"><dc:Bounds x="240" y="30" width="36" height="36" /></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

const expectHarmless = async (page: Page, shows = true): Promise<void> => {
  const [ran, strangers, inline] = await page.evaluate<
    [unknown, number, number]
  >(`[window.ran, document.querySelectorAll(
    'img[src="x"], svg[onload], [onerror]').length, document.querySelectorAll('script:not([src], [type="application/json"])').length]`);
  expect({ ran, strangers, inline }, page.url()).to.deep.equal({ ran: undefined, strangers: 0, inline: 0 });
  if (shows) expect(await page.content(), page.url()).to.include('window.ran=1');
};

describeInBrowser('Script injection', (browser) => {
  it('finds no way through any text field into any page agents use', async () => {
    const { service } = browser;
    await cacheCustomerRecord(service.service.context, {
      id: 'K-evil',
      class: 'ordinary',
      name: attack,
      phones: ['13900009999'],
      address: attack,
      centre: 'lanzhou',
      products: [{ id: attack, name: attack, status: attack }],
      orderNumbers: [attack.slice(0, 90)],
      fetchedAt: service.now(),
    });
    const agent = await service.as('junior.lanzhou');
    const manager = await service.as('manager.lanzhou');
    const designer = await service.as('designer');
    const register = async (contact: object, definitionKey?: string): Promise<{ caseId: string; taskId: string }> => {
      const { body } = await agent.post('/cases', {
        ...anotherComplaint(),
        ...contact,
        ...(definitionKey && { definitionKey }),
      });
      const caseId = String(body['caseId']);
      const { body: current } = await agent.get(`/cases/${caseId}`);
      return { caseId, taskId: (current['openTasks'] as { id: string }[])[0]!.id };
    };
    const deployed = await designer.post('/deployments', {
      name: 'evil',
      files: [
        { name: 'evil.bpmn', content: evilProcess },
        { name: 'evil.form', content: JSON.stringify(evilForm) },
      ],
    });
    expect(deployed.status, JSON.stringify(deployed.body)).to.be.oneOf([200, 201]);
    const customer = { class: 'ordinary', id: 'K-evil', name: attack, phone: '13900009999', address: attack };
    const made = await register({ subject: attack, description: attack, category: attack.slice(0, 90), customer });
    const other = await register({
      subject: attack,
      customer: { class: 'ordinary', name: attack, phone: '13900009998' },
    });
    const modelled = await register({ subject: attack }, 'evil');
    const { caseId, taskId } = made;
    const posts: [path: string, body: object][] = [
      [`/cases/${caseId}/notes`, { text: attack }],
      [`/cases/${caseId}/links`, { other: other.caseId, kind: 'related', reason: attack }],
      [`/cases/${caseId}/pause`, { reason: attack, pauseReason: 'awaitingCustomer' }],
    ];
    for (const [path, body] of posts) await agent.post(path, body);
    await agent.send('PUT', `/tasks/${taskId}/draft`, {
      headers: json,
      body: JSON.stringify({ data: { response: attack, note: attack }, basedOn: 0 }),
    });
    const file = new FormData();
    file.append('file', new Blob(['text'], { type: 'text/plain' }), `${attack}.txt`.replaceAll('/', ''));
    await agent.send('POST', `/cases/${caseId}/attachments`, { body: file });
    await agent.post(`/tasks/${other.taskId}/complete`, {
      data: { outcome: 'transferred', response: attack, note: attack },
    });
    await manager.send('PUT', '/shifts', {
      headers: json,
      body: JSON.stringify({
        node: 'lanzhou',
        timeZone: 'Asia/Shanghai',
        shifts: [
          { id: 'day', name: { zh: attack.slice(0, 50), en: attack.slice(0, 50) }, start: '08:00', end: '20:00' },
        ],
      }),
    });

    const page = await browser.open('junior.lanzhou', '/handover');
    page.on('dialog', (dialog) => expect.fail(`a dialog opened: ${dialog.message()}`));
    await page.getByRole('button', { name: 'Open log' }).click();
    await page.fill('[name=text]', attack);
    await page.locator('form[action$="/items"] button').click();
    await page.locator('#left-items').getByText('window.ran').first().waitFor();
    await expectHarmless(page);
    const looks: [path: string, settled: string, shows?: boolean][] = [
      ['/handover', 'ol.found'],
      ['/worklist', 'tbody tr'],
      [`/tasks/${taskId}`, '.fjs-container textarea'],
      [`/tasks/${modelled.taskId}`, '.fjs-container input'],
      [`/tasks/${other.taskId}`, '.versions'],
      [`/cases/${caseId}`, '#timeline li'],
      [`/cases/${modelled.caseId}`, '#timeline li'],
      [`/delegate?taskId=${taskId}`, '[data-colleague]'],
      ['/search?q=window', '#main'],
      [`/search?q=${encodeURIComponent(attack)}`, '#main'],
      ['/customers/K-evil', '.customer-card'],
      [`/register?phone=13900009999&subject=${encodeURIComponent(attack)}`, '#known-open'],
      [`/registered/${caseId}`, '.registered-number'],
      [`/worklist?category=${encodeURIComponent(attack.slice(0, 90))}`, 'tbody tr'],
      [`/sign-in?next=${encodeURIComponent(attack)}`, '#main', false],
    ];
    for (const [path, settled, shows] of looks) {
      await page.goto(`${service.url}${path}`);
      await page.locator(settled).first().waitFor();
      if (path.endsWith(`/cases/${modelled.caseId}`)) {
        await page.locator('[data-diagrams] summary').click();
        await page.locator('.diagram .djs-container').first().waitFor();
      }
      await expectHarmless(page, shows);
    }
    // What scripts put into the page in place, too: a filter's name, a note that arrives while it is open.
    await page.goto(`${service.url}/worklist?category=fault`);
    await page.locator('[data-open="save-filter"]').click();
    await page.fill('[name=name]', attack.slice(0, 60));
    await page.locator('#save-filter button.button-primary').click();
    await page.getByText('onerror').first().waitFor();
    await page.goto(`${service.url}/cases/${caseId}`);
    await agent.post(`/cases/${caseId}/notes`, { text: `While it is open ${attack}` });
    await page.getByText('While it is open').waitFor();
    await expectHarmless(page);
  });

  it('would find a policy that runs no script but ours, on pages and in downloads', async () => {
    const { service } = browser;
    for (const path of ['/sign-in', '/worklist', '/nowhere']) {
      const { headers } = await fetch(`${service.url}${path}`, { redirect: 'manual' });
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy, path)
        .to.include("script-src 'self'")
        .and.not.match(/unsafe-(?:inline|eval)/);
      expect(policy, path).to.include("frame-ancestors 'none'").and.include("form-action 'self'");
      expect(headers.get('X-Content-Type-Options'), path).to.equal('nosniff');
    }
    const agent = await service.as('junior.lanzhou');
    const { body } = await agent.post('/cases', anotherComplaint());
    const file = new FormData();
    file.append('file', new Blob(['<script>window.ran=1</script>'], { type: 'text/html' }), 'page.html');
    const caseId = String(body['caseId']);
    const added = await agent.send('POST', `/cases/${caseId}/attachments`, { body: file });
    if (added.status >= 400) return;
    const { id } = (added.body['attachment'] ?? added.body) as { id: string };
    const { body: session } = await service.anonymous.post('/session', { userId: 'junior.lanzhou', password: 'demo' });
    const download = await fetch(`${service.url}/api/v1/cases/${caseId}/attachments/${id}`, {
      headers: { Authorization: `Bearer ${String(session['token'])}` },
    });
    expect(download.headers.get('Content-Disposition')).to.match(/^attachment/);
    expect(download.headers.get('Content-Security-Policy')).to.include("default-src 'none'");
  });
});
