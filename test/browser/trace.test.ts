import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { complaint } from '../api/service-under-test.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

const words = {
  en: {
    interventions: 'Interventions',
    escalated: 'Escalated by hand',
    trace: /^Trace of case/,
    verify: 'Verify',
    whole: 'The journal is whole',
    download: 'Download, masked',
    ledger: /^Verify the ledger/,
    ledgerWhole: 'The ledger is whole',
    here: /Here now:.*Investigate complaint/,
    before: /Here now:.*Assess complaint/,
  },
  'zh-CN': {
    interventions: '人工干预',
    escalated: '人工升级',
    trace: /^案件 .* 轨迹$/,
    verify: '校验',
    whole: '日志完整',
    download: '下载（已遮蔽）',
    ledger: /^校验账本/,
    ledgerWhole: '账本完整',
    here: /当前所在：.*调查投诉/,
    before: /当前所在：.*初步处理投诉/,
  },
} as const;

const stateSaying = (page: Page, hasText: RegExp) => page.locator('[data-replay-state]', { hasText });
const marked = (page: Page, marker: string): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('.djs-element.${marker}')].map((one) => one.dataset.elementId)`);

describeInBrowser('The auditors’ pages', (browser) => {
  let number: string;

  before(async () => {
    const { service } = browser;
    const [junior, manager] = await Promise.all([service.as('junior.lanzhou'), service.as('manager.lanzhou')]);
    const { body } = await junior.post('/cases', { ...complaint, subject: '<img src=x onerror="document.title=1">' });
    number = String(body['caseNumber']);
    const caseId = String(body['caseId']);
    await junior.post(`/cases/${caseId}/notes`, { text: '</script><script>document.title=1</script>' });
    service.setNow(new Date('2026-03-02T08:20:00Z'));
    await manager.post(`/cases/${caseId}/overrides`, { action: 'escalate', reason: '<b onclick=x>hospital</b>' });
    await service.service.store.followUp.drain();
  });

  for (const locale of ['zh-CN', 'en'] as const) {
    const say = words[locale];

    it(`lead from an override to its trace, replay, verification and evidence, by keyboard alone (${locale})`, async () => {
      const page = await browser.open('auditor', '/audit', { locale });
      await page.getByRole('link', { name: say.interventions }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/reasoned=yes/);
      await page.keyboard.press('j');
      const row = page.locator('tr:has(:focus)');
      expect(await row.textContent())
        .to.include(say.escalated)
        .and.include('hospital');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: say.trace }).waitFor();
      await page.locator('.replay-canvas .djs-container').waitFor();
      expect(await page.locator('.trace-entry details[open]').count()).to.equal(1);
      await stateSaying(page, say.before).waitFor();
      await page.locator('.djs-element.replay-active').first().waitFor();
      expect(await marked(page, 'replay-active')).to.include('assessComplaint');
      await page.keyboard.press('.');
      await stateSaying(page, say.here).waitFor();
      await page.locator('[data-element-id="investigateComplaint"].replay-active').waitFor();
      expect(await marked(page, 'replay-cancelled')).to.include('assessComplaint');
      await page.keyboard.press(',');
      await stateSaying(page, say.before).waitFor();
      await page.locator('[data-slider]').focus();
      await page.keyboard.press('End');
      await stateSaying(page, say.here).waitFor();
      await page.locator('[data-check="chain"]').focus();
      await page.keyboard.press('Enter');
      await page.locator('#chain').getByText(say.whole).waitFor();
      await page.getByRole('link', { name: say.download }).focus();
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      expect(download.suggestedFilename()).to.equal(`evidence-${number}.zip`);
    });

    for (const theme of ['light', 'dark'] as const)
      it(`are accessible in ${locale}, ${theme}, also on a phone`, async () => {
        const page = await browser.open('auditor', '/audit', { locale, theme });
        await page.getByRole('link', { name: say.ledger }).click();
        await page.locator('#ledger').getByText(say.ledgerWhole).waitFor();
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 800 });
        await expectNoSidewaysScroll(page);
        await page.goto(`${browser.service.url}/audit/cases/${number}?at=9&check=yes#entry-2`);
        await page.locator('.replay-canvas .djs-container').waitFor();
        for (const summary of await page.locator('#main section summary').all()) await summary.click();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.setViewportSize({ width: 1280, height: 800 });
        await expectAccessible(page);
      });
  }

  it('play the whole journal and stop at its end', async () => {
    const page = await browser.open('auditor', `/audit/cases/${number}`);
    await page.locator('.replay-canvas .djs-container').waitFor();
    await page.clock.install();
    await page.selectOption('[data-speed]', '4');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Play' }).click();
    const slider = page.locator('[data-slider]');
    expect(await slider.inputValue()).to.equal('1');
    await page.clock.runFor(60_000);
    expect(await slider.inputValue()).to.equal(await slider.getAttribute('max'));
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });

  it('show the replay without scripts, step by step', async () => {
    const page = await browser.open('auditor', `/audit/cases/${number}?at=2`, { javaScript: false });
    await stateSaying(page, /Here now:/).waitFor();
    const picture = await page.locator('[data-replay-still]').boundingBox();
    expect(picture?.height).to.be.greaterThan(200);
    await page.getByRole('link', { name: 'One entry on' }).click();
    await page.waitForURL(/at=3/);
    await page.getByText('Show personal data').click();
    await page.locator('.unmask [name=reason]').fill('Court order 12');
    await page.getByRole('button', { name: 'Show in full' }).click();
    await page.getByText('13900001234').first().waitFor();
  });

  it('run nothing that somebody wrote', async () => {
    const page = await browser.open('auditor', `/audit/cases/${number}`);
    await page.locator('.replay-canvas .djs-container').waitFor();
    await page.getByText('</script><script>').first().waitFor();
    expect(await page.title()).to.include('Trace of case');
    expect(await page.locator('main img, main b').count()).to.equal(0);
    await page.goto(`${browser.service.url}/audit?reasoned=yes`);
    await page.getByText('<b onclick=x>hospital</b>').waitFor();
    expect(await page.title()).to.include('Audit');
  });
});
