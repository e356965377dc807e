import { expect } from 'chai';
import { anotherComplaint, complaint } from '../api/service-under-test.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

describeInBrowser('The worklist', (browser) => {
  before(async () => {
    const agent = await browser.service.as('junior.lanzhou');
    for (const subject of ['宽带断线 No connection', 'Billed twice', '<img src=x onerror="document.title=1">'])
      await agent.post('/cases', { ...complaint, subject });
  });

  for (const locale of ['zh-CN', 'en'] as const)
    for (const theme of ['light', 'dark'] as const)
      it(`is accessible in ${locale}, ${theme}, also on a phone`, async () => {
        const page = await browser.open('junior.lanzhou', '/worklist', { locale, theme });
        await page.locator('tbody tr').first().waitFor();
        await page.locator('[data-count="scope:all"]').waitFor();
        await page.locator('.pick input').nth(1).check();
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 800 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });

  it('is worked with the keyboard alone', async () => {
    const page = await browser.open('junior2.lanzhou', '/worklist');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').textContent()).to.include('Claim');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const row = page.locator('tr:has(:focus)');
    const number = await row.locator('.case-number').textContent();
    await page.keyboard.press('c');
    const claimed = page.locator('tbody tr', { hasText: number! });
    await claimed.getByRole('button', { name: 'Release' }).waitFor();
    expect(await page.evaluate('document.activeElement.closest("tr") !== null')).to.equal(true);
    await page.keyboard.press('r');
    await claimed.getByRole('button', { name: 'Claim' }).waitFor();
  });

  it('shows what others do without losing focus, selection or scroll position', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist', { height: 360 });
    const rows = page.locator('tbody tr');
    const before = await rows.count();
    await rows.nth(1).locator('.pick input').check();
    const picked = await rows.nth(1).getAttribute('id');
    await rows.nth(1).locator('[data-row-link]').focus();
    await page.evaluate('window.scrollTo(0, 120)');
    const scrolled = await page.evaluate<number>('window.scrollY');
    const agent = await browser.service.as('junior2.lanzhou');
    await agent.post('/cases', { ...complaint, subject: 'Arrived while the page was open' });
    await page.getByText('Arrived while the page was open').waitFor();
    expect(await rows.count()).to.equal(before + 1);
    expect(await page.evaluate('document.activeElement.closest("tr").id')).to.equal(picked);
    expect(await page.locator(`[id="${picked}"] .pick input`).isChecked()).to.equal(true);
    expect(await page.evaluate<number>('window.scrollY')).to.equal(scrolled);
  });

  it('shows what changed between making the page and following the changes', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist');
    const agent = await browser.service.as('junior2.lanzhou');
    await page.route('**/api/v1/events**', async (route) => {
      await agent.post('/cases', { ...anotherComplaint(), subject: 'Arrived in between' });
      await page.unrouteAll();
      await route.continue();
    });
    await page.reload();
    await page.getByText('Arrived in between').waitFor();
  });

  it('counts down while it stays open', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist');
    const first = page.locator('[data-remaining]').first();
    const before = await first.textContent();
    await page.clock.install();
    await page.reload();
    await page.clock.runFor(10 * 60_000);
    expect(await first.textContent()).to.not.equal(before);
  });

  it('runs nothing that somebody wrote', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist');
    await page.getByText('onerror').waitFor();
    expect(await page.title()).to.include('Worklist');
    expect(await page.locator('main img').count()).to.equal(0);
  });

  it('claims without JavaScript', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist', { javaScript: false });
    await page.getByRole('button', { name: 'Claim', exact: true }).first().click();
    await page.getByText('Task claimed.').waitFor();
  });

  it('passes a task on to somebody found by name, with the keyboard alone', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist');
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await page.locator('tr:has(:focus)').getByRole('link', { name: 'Pass on' }).waitFor();
    await page.keyboard.press('g');
    await page.waitForURL('**/delegate?**');
    await page.locator('[data-find-colleague]:focus').waitFor();
    await page.keyboard.type('junior3');
    await page.keyboard.press('Enter');
    await expectAccessible(page);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Knows the customer');
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Task passed on to').waitFor();
  });
});
