import { expect } from 'chai';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

describeInBrowser('The frame of every page', (browser) => {
  for (const locale of ['zh-CN', 'en'] as const)
    for (const theme of ['light', 'dark'] as const)
      it(`is accessible in ${locale}, ${theme}, also on a phone`, async () => {
        const page = await browser.open(undefined, '/sign-in', { locale, theme });
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 800 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });

  it('lets a person sign in, change the language and sign out with the keyboard alone', async () => {
    const page = await browser.open(undefined, '/sign-in');
    await page.keyboard.type('junior.lanzhou');
    await page.keyboard.press('Tab');
    await page.keyboard.type('demo');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/worklist');
    const menu = page.locator('.bar-menu summary');
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.value')).to.equal('zh-CN');
    await page.keyboard.press('Enter');
    await page.waitForSelector('html[lang=zh-CN]');
    await page.locator('.bar-menu summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await page.locator('.bar-menu').getAttribute('open')).to.equal(null);
    await page.locator('.bar-menu summary').press('Enter');
    await page.getByRole('button', { name: '退出登录' }).press('Enter');
    await page.waitForURL('**/sign-in');
  });

  it('signs in without JavaScript', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist', { javaScript: false });
    expect(await page.title()).to.include('Worklist');
  });

  it('weighs less than 100 kB at the first visit', async () => {
    const page = await browser.open(undefined, '/sign-in');
    const bytes = await page.evaluate<number>(
      "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, entry) => sum + entry.transferSize, 0)",
    );
    expect(bytes).to.be.greaterThan(1000).and.lessThan(100_000);
  });
});
