import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible } from './browser.ts';

/** Waits until the server has answered about the last change. */
const settled = (page: Page, state: 'good' | 'warning' | 'error'): Promise<unknown> =>
  page.waitForSelector(`#problem-summary[data-state=${state}]`);

const saved = (page: Page): Promise<unknown> => page.waitForSelector('#save-state[data-state=saved]');

/** Opens the newest version of a process as a new design. */
const change = async (page: Page, key: string): Promise<void> => {
  await page.click(`tr:has(code:text-is("${key}")) button`);
  await page.waitForURL('**/designer/edit/**');
  await page.waitForSelector('[data-element-id=begun], [data-element-id=complaintReceived], .djs-shape');
};

describeInBrowser('The designers’ workbench', ({ open }) => {
  for (const locale of ['zh-CN', 'en'] as const)
    it(`draws, names and checks a new process by keyboard, and deploys it (${locale})`, async () => {
      const page = await open('designer', '/designer', { locale });
      await expectAccessible(page);
      await page.fill('#new-name', `walked-${locale}`);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/designer/edit/**');
      await page.focus('#file-add');
      await page.keyboard.press('Enter');
      await page.keyboard.type(`walked-${locale}`);
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-element-id=begun]');
      await settled(page, 'warning');
      await page.click('[data-element-id=begun]');
      await page.click('.djs-context-pad [data-action="append.end-event"]');
      await settled(page, 'good');
      await saved(page);
      await page.click('#deploy');
      await page.waitForSelector('#after-deploy:not([hidden])');
      expect(await page.textContent('.toast-success')).to.include(':1');
    });

  it('speaks Chinese in palette, properties and menus', async () => {
    const page = await open('designer', '/designer', { locale: 'zh-CN' });
    await change(page, 'complaint');
    expect(await page.getAttribute('.djs-palette [data-action="create.start-event"]', 'aria-label')).to.equal(
      '新建开始事件',
    );
    await page.click('[data-element-id=assessComplaint]');
    await page.waitForSelector('text=案阶设置');
  });

  it('changes our attributes in the properties panel, and the saved file has them', async () => {
    const page = await open('designer', '/designer');
    await change(page, 'complaint');
    await page.click('[data-element-id=assessComplaint]');
    await page.click('.bio-properties-panel-group-header:has-text("Caseladder")');
    await page.fill('#bio-properties-panel-ladder-ladder-tier', 'front <b>line</b>');
    await page.waitForSelector('#save-state[data-state=changed], #save-state[data-state=saving]');
    await saved(page);
    const id = page.url().split('/').at(-1);
    const xml = await page.evaluate<string>(
      `fetch('/api/v1/designs/${id}').then((answer) => answer.json()).then(({ files }) => files[0].content)`,
    );
    expect(xml).to.include('ladder:tier="front &#60;b&#62;line&#60;/b&#62;"');
  });

  it('inserts a tier with reminder and limit as one step that is undone as one', async () => {
    const page = await open('designer', '/designer');
    await change(page, 'complaint');
    await settled(page, 'good');
    await page.click('.djs-palette .ladder-icon-template');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-element-id=investigateCase]');
    await settled(page, 'error');
    await page.focus('.problem-error');
    await page.keyboard.press('Enter');
    expect(await page.locator('.djs-shape.selected[data-element-id^=Event_]').count()).to.be.greaterThan(0);
    expect(await page.locator('.problem-badge-error').count()).to.be.greaterThan(0);
    await page.focus('.djs-container svg');
    await page.keyboard.press('Control+z');
    await page.waitForSelector('[data-element-id=investigateCase]', { state: 'detached' });
    await settled(page, 'good');
  });

  it('opens forms and decision tables beside the diagram', async () => {
    const page = await open('designer', '/designer');
    await change(page, 'complaint');
    await page.click('.file-tab >> text=.form >> nth=0');
    await page.waitForSelector('.fjs-editor-container');
    await page.click('#file-add');
    await page.fill('#file-name', 'extra');
    await page.selectOption('#file-kind', 'dmn');
    await page.click('#file-form .button-primary');
    await page.waitForSelector('.dmn-decision-table-container');
    expect(
      await page.isVisible('.dmn-js-parent .bjs-powered-by, .editor-canvas:not([hidden]) .bjs-powered-by'),
    ).to.equal(true);
    await saved(page);
  });

  it('runs nothing that a diagram from outside brings along', async () => {
    const page = await open('designer', '/designer');
    await page.fill('#new-name', '<script>window.ran = 1</script>');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/designer/edit/**');
    const evil = '&lt;img src=x onerror=&quot;window.ran=1&quot;&gt;&lt;script&gt;window.ran=1&lt;/script&gt;';
    await page.setInputFiles('#import-files', {
      name: '<img src=x onerror=window.ran=1>.bpmn',
      mimeType: 'text/xml',
      buffer: Buffer.from(`<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="u">
<process id="evil" name="${evil}" isExecutable="true"><documentation>${evil}</documentation><startEvent id="s" name="${evil}" /><userTask id="t" name="${evil}" /></process>
<bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="p" bpmnElement="evil"><bpmndi:BPMNShape id="s1" bpmnElement="s"><dc:Bounds x="100" y="100" width="36" height="36"/></bpmndi:BPMNShape><bpmndi:BPMNShape id="t1" bpmnElement="t"><dc:Bounds x="200" y="80" width="100" height="80"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>`),
    });
    await page.waitForSelector('[data-element-id=t]');
    await page.click('[data-element-id=t]');
    await settled(page, 'warning');
    await page.click('.problem >> nth=0');
    await saved(page);
    expect(await page.evaluate('window.ran')).to.equal(undefined);
    await page.goto(new URL('/designer', page.url()).href);
    expect(await page.textContent('table')).to.include('<script>');
    expect(await page.evaluate('window.ran')).to.equal(undefined);
  });

  it('tells the second of two designers that the first has saved, and loses nothing', async () => {
    const mine = await open('designer', '/designer');
    await change(mine, 'complaint');
    await mine.check('#design-shared');
    await mine.waitForSelector('.toast-success');
    const theirs = await open('admin', new URL(mine.url()).pathname);
    await theirs.waitForSelector('.djs-shape');
    await theirs.fill('#design-name', 'theirs');
    await theirs.waitForSelector('#save-state[data-state=changed], #save-state[data-state=saving]');
    await saved(theirs);
    await mine.fill('#design-name', 'mine');
    await mine.waitForSelector('#overtaken:not([hidden])');
    await mine.click('#save-copy');
    await mine.waitForFunction('document.querySelector("#design-name")?.value === "mine"');
  });
});

const complaintInput = {
  centre: 'lanzhou',
  channel: 'phone',
  subject: 'No connection since Monday',
  category: 'fault',
  customer: { class: 'ordinary', name: '王小明', phone: '13900001234' },
};

const twoSteps = (limit: string, task: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:test">
  <bpmn:process id="journey" name="Journey" isExecutable="true">
    <bpmn:startEvent id="begun"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begun" targetRef="${task}" />
    <bpmn:userTask id="${task}" name="Judge the complaint" camunda:candidateGroups="junior-agent"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:boundaryEvent id="late" name="Late" attachedToRef="${task}"><bpmn:outgoing>f3</bpmn:outgoing><bpmn:timerEventDefinition id="lateTimer"><bpmn:timeDuration>${limit}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="${task}" targetRef="ended" />
    <bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="ended" />
    <bpmn:endEvent id="ended"><bpmn:incoming>f2</bpmn:incoming><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="p" bpmnElement="journey">
    <bpmndi:BPMNShape id="s1" bpmnElement="begun"><dc:Bounds x="100" y="122" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="${task}"><dc:Bounds x="200" y="100" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s4" bpmnElement="late"><dc:Bounds x="232" y="162" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="ended"><dc:Bounds x="400" y="122" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="136" y="140" /><di:waypoint x="200" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="f2"><di:waypoint x="300" y="140" /><di:waypoint x="400" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e3" bpmnElement="f3"><di:waypoint x="250" y="198" /><di:waypoint x="418" y="198" /><di:waypoint x="418" y="158" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

describeInBrowser('A designer changes a process that cases run on', (browser) => {
  for (const locale of ['zh-CN', 'en'] as const)
    it(`sees a problem, mends it, deploys, migrates the cases, and an agent goes on (${locale})`, async () => {
      const { service, open } = browser;
      const [designer, junior] = await Promise.all([service.as('designer'), service.as('junior.lanzhou')]);
      const deployed = await designer.post('/deployments', {
        name: `journey-${locale}`,
        files: [{ name: 'journey.bpmn', content: twoSteps('PT4H', `judge_${locale.slice(0, 2)}`) }],
      });
      const { version } = (deployed.body['deployment'] as { definitions: { version: number }[] }).definitions[0]!;
      for (const subject of ['first', 'second'])
        await junior.post('/cases', { ...complaintInput, subject, definitionKey: 'journey' });

      const page = await open('designer', '/designer', { locale });
      await change(page, 'journey');
      await settled(page, 'good');
      // The task is drawn anew under another id, its flow forgotten at first: the checks say so on the element.
      await page.setInputFiles('#import-files', {
        name: 'journey.bpmn',
        mimeType: 'text/xml',
        buffer: Buffer.from(
          twoSteps('PT6H', 'weighComplaint').replace('targetRef="weighComplaint"', 'targetRef="late"'),
        ),
      });
      await settled(page, 'error');
      await page.waitForSelector('.problem-badge-error');
      await page.click('#deploy');
      await page.waitForSelector('.toast-problem');
      await page.click('.toast-problem .toast-close');
      await page.setInputFiles('#import-files', {
        name: 'journey.bpmn',
        mimeType: 'text/xml',
        buffer: Buffer.from(twoSteps('PT6H', 'weighComplaint')),
      });
      await settled(page, 'good');
      await page.click('#deploy');
      await page.click('#after-deploy');
      await page.waitForURL('**/designer/definitions/journey');
      await expectAccessible(page);

      await page.click(`a[href="/designer/definitions/journey/${version}"] >> nth=0`);
      await page.waitForSelector('html[data-diagrams="1"]');
      expect(await page.textContent('.token-count')).to.equal('2');
      await page.click('.token-count');
      await page.waitForURL('**at=judge_**');
      expect(await page.locator('#cases tbody tr').count()).to.equal(2);
      await expectAccessible(page);

      await page.goto(new URL(`/designer/compare?left=journey:${version}&right=journey`, page.url()).href);
      await page.waitForSelector('html[data-diagrams="2"]');
      await page.waitForSelector('.is-added[data-element-id=weighComplaint]');
      expect(await page.textContent('main')).to.include('PT6H');
      await expectAccessible(page);

      await page.goto(new URL('/designer/definitions/journey', page.url()).href);
      await page.click(`a[href*="migrate"][href*="from=${version}&"]`);
      expect(await page.inputValue(`select[name="to.judge_${locale.slice(0, 2)}"]`)).to.equal('weighComplaint');
      await page.click('form[action$="dry-run"] button');
      await page.waitForSelector('#dry-run');
      expect(await page.locator('#dry-run .badge-good').count()).to.equal(2);
      await expectAccessible(page);
      await page.fill('[name=reason]', '<b>new limit</b>');
      await page.click('#dry-run .button-primary');
      await page.waitForSelector('#batch-progress[data-status=done]');
      await expectAccessible(page);
      expect(await page.locator('#batch-progress tbody tr').count()).to.equal(2);

      const { body } = await junior.get('/worklist?scope=group&limit=200');
      const task = (body['tasks'] as { id: string; activityId: string }[]).find(
        ({ activityId }) => activityId === 'weighComplaint',
      );
      const done = await junior.post(`/tasks/${task!.id}/complete`, { data: {} });
      expect(done.status).to.equal(200);
      expect((await junior.get(`/cases/${String(done.body['caseId'])}`)).body['status']).to.equal('closed');

      await page.goto(new URL('/designer', page.url()).href);
      await page.click('section:first-of-type tbody a >> nth=0');
      await page.waitForSelector('.djs-shape');
      await page.click('a[href^="/designer/trial/"]');
      await page.selectOption('[name=another]', 'centres');
      await page.click('button[value=add]');
      await page.fill('[name="calendar:centres:week:monday"]', '09:00-12:00');
      await page.click('button[value=run]');
      await page.waitForSelector('#figures-title');
      await expectAccessible(page);
    });
});
