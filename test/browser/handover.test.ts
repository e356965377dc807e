import { expect } from 'chai';
import { anotherComplaint } from '../api/service-under-test.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

const nothingPlanned = { en: 'no shift plan yet', 'zh-CN': '本中心尚无排班' } as const;

describeInBrowser('Handing a shift over', (browser) => {
  const put = async (path: string, body: object): Promise<void> => {
    const manager = await browser.service.as('manager.lanzhou');
    await manager.send('PUT', path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  };

  it('begins with a word on what is missing, in both languages', async () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const page = await browser.open('junior.lanzhou', '/handover', { locale, width: 390 });
      await page.getByText(nothingPlanned[locale]).first().waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });

  it('goes item by item with the keyboard alone, without the page jumping, from one language to the other', async () => {
    const shifts = [{ id: 'early', name: { zh: '早班', en: 'Early' }, start: '08:00', end: '16:30' }];
    await put('/shifts', { node: 'lanzhou', timeZone: 'Asia/Shanghai', shifts });
    const giver = await browser.service.as('junior.lanzhou');
    for (const subject of ['First', 'Second']) {
      const { body } = await giver.post('/cases', { ...anotherComplaint(), subject });
      const { body: current } = await giver.get(`/cases/${String(body['caseId'])}`);
      const [task] = current['openTasks'] as { id: string }[];
      await giver.post(`/tasks/${task!.id}/claim`);
    }
    await put('/roster', {
      node: 'lanzhou',
      days: [{ date: '2026-03-02', entries: [{ personId: 'junior.lanzhou', shiftId: 'early' }] }],
    });
    const page = await browser.open('junior.lanzhou', '/handover', { theme: 'dark' });
    await page.getByRole('button', { name: 'Open log' }).press('Enter');
    await page.locator('#left-items').waitFor();
    expect(await page.getByRole('button', { name: 'Take over' }).count(), 'one’s own items').to.equal(0);
    await page.selectOption('[name=kind]', 'hardQuestion');
    await page.fill('[name=text]', 'Who pays?');
    await page.locator('form[action$="/items"] button').press('Enter');
    await page.locator('#left-items > li').first().getByText('Who pays?').waitFor();
    expect(await page.inputValue('[name=text]')).to.equal('');

    const next = await browser.open('junior2.lanzhou', new URL(page.url()).pathname, { locale: 'zh-CN', height: 320 });
    await next.locator('#left-items > li').first().getByText('Who pays?').waitFor();
    await expectAccessible(next);
    const buttons = next.locator('#left-items button');
    const count = await buttons.count();
    await buttons.nth(1).focus();
    const scrolled = await next.evaluate<number>('window.scrollY');
    expect(scrolled).to.be.above(0);
    await next.keyboard.press('Enter');
    await next.locator('#taken-items').getByText('已接收').first().waitFor();
    await next.locator('#left-items button:focus').waitFor();
    expect(await next.evaluate<number>('window.scrollY')).to.be.closeTo(scrolled, 150);
    for (let left = count - 1; left > 0; left -= 1) {
      await next.keyboard.press('Enter');
      await next
        .locator('#taken-items > li')
        .nth(count - left)
        .waitFor();
      if (left > 1) await next.locator('#left-items button:focus').waitFor();
    }
    await next.getByText('已全部接收').waitFor();
    await next.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(next);
    await expectAccessible(next);
  });
});
