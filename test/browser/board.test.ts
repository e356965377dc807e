import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { anotherComplaint, eventually } from '../api/service-under-test.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

const hourMs = 3_600_000;
const begin = new Date('2026-03-02T01:00:00Z');

/** Presses Tab until the element that has the focus fits. */
const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`Tab never comes to ${selector} on ${page.url()}.`);
};

const isSettled = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('!document.querySelector("[data-underway]")');

describeInBrowser('The managers’ board', (browser) => {
  before(async () => {
    browser.service.setNow(begin);
    const agent = await browser.service.as('junior.lanzhou');
    for (let index = 0; index < 4; index += 1)
      await agent.post('/cases', { ...anotherComplaint(), subject: `宽带断线 ${index}` });
    browser.service.setNow(new Date(begin.getTime() + 5 * hourMs));
    const manager = await browser.service.as('manager.lanzhou');
    await eventually(
      () => manager.get('/cases?breached=true'),
      ({ body }) => body['total'] === 4,
    );
  });

  for (const locale of ['zh-CN', 'en'] as const)
    for (const path of ['/board', '/cases', '/overrides', '/overrides?breached=true&action=reassign'])
      it(`is accessible in ${locale} at ${path}, light and dark, also on a phone`, async () => {
        const page = await browser.open('manager.lanzhou', path, { locale });
        await expectAccessible(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.setViewportSize({ width: 390, height: 800 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });

  for (const locale of ['zh-CN', 'en'] as const)
    it(`leads with the keyboard alone from a breached case to an override on three and one taken back, in ${locale}`, async () => {
      const page = await browser.open('manager.lanzhou', '/board', { locale });
      await tabTo(page, '#tile-link-breached');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/cases?*breached=true*');
      for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
      await page.keyboard.press('Shift+O');
      await page.waitForURL('**/overrides?caseId=*');
      await expectAccessible(page);
      await tabTo(page, 'a[href*="action=suspend"]');
      await page.keyboard.press('Enter');
      await page.locator('textarea[name=reason]').waitFor();
      await tabTo(page, 'textarea[name=reason]');
      await page.keyboard.type('Line is being repaired 线路抢修');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('.effects li').first().waitFor();
      await expectAccessible(page);
      await page.keyboard.press('y');
      await page.locator('#batch').waitFor();
      await eventually(
        () => isSettled(page),
        (settled) => settled,
      );
      expect(await page.locator('tbody .badge-good').count()).to.equal(3);
      await expectAccessible(page);
      await tabTo(page, '[id^=undo-]');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/override?action=resume*');
      await page.locator('textarea[name=reason]').waitFor();
      await tabTo(page, 'textarea[name=reason]');
      await page.keyboard.type('Repaired');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('.effects li').first().waitFor();
      await expectAccessible(page);
      await page.keyboard.press('y');
      await page.locator('#undo').waitFor();
      await page.keyboard.press('u');
      await page.locator('a[href*="action=resume"]').waitFor();
      const manager = await browser.service.as('manager.lanzhou');
      const { body } = await manager.get('/cases?suspended=true');
      expect(body['total']).to.equal(3);
      for (const { id } of body['cases'] as { id: string }[])
        await manager.post(`/cases/${id}/overrides`, { action: 'resume', reason: 'next language' });
    });

  it('shows before and after on the diagram, and takes an escalation back', async () => {
    const page = await browser.open('manager.lanzhou', '/cases');
    const number = (await page.locator('.case-number').first().textContent())!;
    await page.goto(`${browser.service.url}/cases/${number}/override?action=escalate`);
    await page.fill('textarea[name=reason]', 'The customer calls every hour');
    await page.getByRole('button', { name: 'Preview' }).click();
    expect(await page.locator('.diagram-pair svg').count()).to.equal(2);
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Confirm: Escalate' }).click();
    await page.getByText(`Escalate: done for case ${number}.`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(`Move: done for case ${number}.`).waitFor();
  });

  it('overrides without JavaScript', async () => {
    const page = await browser.open('manager.lanzhou', '/cases', { javaScript: false });
    await page.getByRole('link', { name: 'Override …' }).first().click();
    await page.getByRole('link', { name: 'Set priority' }).click();
    await page.fill('[name=priority]', '9');
    await page.fill('textarea[name=reason]', 'VIP');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('priority – → 9').waitFor();
    await page.getByRole('button', { name: 'Confirm: Set priority' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Set priority: done').waitFor();
  });

  it('follows what happens without losing focus', async () => {
    const page = await browser.open('manager.lanzhou', '/board');
    await Promise.all([page.waitForResponse(/events/), page.reload()]);
    await page.locator('#tile-link-open').focus();
    const count = Number(await page.locator('#tile-link-open strong').textContent());
    // Signed in now: whoever signed in before the clock was moved has to do so again.
    const agent = await browser.service.as('junior2.lanzhou');
    const { status } = await agent.post('/cases', { ...anotherComplaint(), subject: 'Arrived just now' });
    expect(status).to.equal(201);
    await page.locator('#tile-link-open strong', { hasText: String(count + 1) }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).to.equal('tile-link-open');
  });
});
