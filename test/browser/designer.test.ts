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
    await page.waitForSelector('text=工单阶梯');
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
