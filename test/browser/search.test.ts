import { expect } from 'chai';
import { cacheCustomerRecord } from '../../engine/index.ts';
import { complaint } from '../api/service-under-test.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

const evil = '<img src=x onerror="window.ran=1">';

describeInBrowser('Search and customers', (browser) => {
  before(async () => {
    const agent = await browser.service.as('junior.lanzhou');
    await agent.post('/cases', {
      ...complaint,
      subject: `宽带断线 No connection ${evil}`,
      description: `${evil} 宽带`,
      customer: { ...complaint.customer, id: 'K-9', name: evil },
    });
    await cacheCustomerRecord(browser.service.service.context, {
      id: 'K-9',
      class: 'important',
      name: evil,
      phones: ['13900001234'],
      address: evil,
      centre: 'lanzhou',
      products: [{ id: 'P', name: evil, number: evil, status: evil }],
      orderNumbers: [evil],
      fetchedAt: browser.service.now(),
    });
  });

  for (const locale of ['zh-CN', 'en'] as const)
    for (const [path, theme] of [
      ['/search?q=13900001234', 'dark'],
      ['/search?q=connection', 'light'],
      ['/customers/K-9', 'light'],
      ['/customers/K-9', 'dark'],
    ] as const)
      it(`${path} is accessible in ${locale}, ${theme}, also on a phone, and runs nothing`, async () => {
        const page = await browser.open(path.includes('/customers') ? 'auditor' : 'province', path, { locale, theme });
        await expectAccessible(page);
        await page.setViewportSize({ width: 390, height: 800 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        expect(await page.evaluate('window.ran')).to.equal(undefined);
      });

  it('is reached from every page with one key, and read with the keyboard', async () => {
    const page = await browser.open('junior.lanzhou', '/worklist');
    await page.keyboard.press('/');
    await page.keyboard.type('宽带');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=**');
    expect(await page.locator('mark').first().textContent()).to.equal('宽带');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.name')).to.equal('q');
  });
});
