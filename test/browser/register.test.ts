import { expect } from 'chai';
import { complaint } from '../api/service-under-test.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

describeInBrowser('Registering a contact', (browser) => {
  before(async () => {
    const agent = await browser.service.as('junior.lanzhou');
    await agent.post('/cases', { ...complaint, subject: '宽带断线 No connection since Monday' });
  });

  for (const locale of ['zh-CN', 'en'] as const)
    for (const [path, theme] of [
      ['/register', 'light'],
      ['/register', 'dark'],
      ['/search?q=connection', 'dark'],
      ['/handover', 'light'],
      ['/cases/C-000001', 'dark'],
    ] as const)
      it(`${path} is accessible in ${locale}, ${theme}, also on a phone`, async () => {
        const page = await browser.open('junior.lanzhou', path, { locale, theme });
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 800 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });

  it('begins with the caller’s number and is done with the keyboard alone', async () => {
    const page = await browser.open('junior.lanzhou', '/register');
    expect(await page.evaluate('document.activeElement.name')).to.equal('phone');
    await page.keyboard.type('13900001234');
    await page.getByText('Earlier contacts').waitFor();
    await page.getByLabel('Category').selectOption('fault');
    await page.getByLabel('Subject').focus();
    await page.keyboard.type('No connection since Monday');
    await page
      .locator('#known')
      .getByText('Duplicate')
      .or(page.locator('#known').getByText('Repeat'))
      .first()
      .waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/cases\/C-\d+/);
    await page.getByText(/Case C-\d+ registered/).waitFor();
  });

  it('says at the field what is missing, and loses nothing when the page is loaded again', async () => {
    const page = await browser.open('junior.lanzhou', '/register', { locale: 'zh-CN' });
    await page.getByLabel('客户陈述').fill('说到一半');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.locator('#contact-subject-problem').getByText('必填').waitFor();
    await page.reload();
    expect(await page.getByLabel('客户陈述').inputValue()).to.equal('说到一半');
  });

  it('registers without JavaScript', async () => {
    const page = await browser.open('junior.lanzhou', '/register', { javaScript: false });
    await page.getByLabel('Caller number').fill('13900001234');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByText('Earlier contacts').waitFor();
    await page.getByLabel('Category').selectOption('billing');
    await page.getByLabel('Subject').fill('Billed twice');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.waitForURL(/\/cases\/C-\d+/);
  });
});
