import { expect } from 'chai';
import { anotherComplaint, eventually } from '../api/service-under-test.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

describeInBrowser('The managers’ other pages', (browser) => {
  before(async () => {
    const agent = await browser.service.as('junior.lanzhou');
    await agent.post('/cases', anotherComplaint());
    await agent.post('/cases', anotherComplaint());
    const manager = await browser.service.as('manager.lanzhou');
    await eventually(
      () => manager.get('/cases?status=open'),
      ({ body }) => body['total'] === 2,
    );
  });

  for (const locale of ['zh-CN', 'en'] as const)
    for (const path of [
      '/staff?node=lanzhou',
      '/staff/people/senior.lanzhou',
      '/processes',
      '/processes/complaint',
      '/decisions',
      '/calendars',
      '/calendars/centres',
    ])
      it(`are accessible in ${locale} at ${path}, light and dark, also on a phone`, async () => {
        const page = await browser.open('admin', path, { locale });
        await expectAccessible(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.setViewportSize({ width: 390, height: 800 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });

  it('lead from a number on the diagram to the cases that stand there', async () => {
    const page = await browser.open('manager.lanzhou', '/processes/complaint');
    await page.locator('svg a', { hasText: '2' }).first().click();
    await page.waitForURL('**/cases?standsAt=*');
    expect(await page.locator('tbody tr').count()).to.equal(2);
  });

  it('keep the roster of a week and who is away', async () => {
    const page = await browser.open('manager.lanzhou', '/staff?node=lanzhou');
    await page.getByText('Record an absence').click();
    await page.selectOption('[name=personId]', 'junior2.lanzhou');
    await page.locator('#absences input[name=reason]').fill('Fever');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText('Absence recorded.').waitFor();
    expect(await page.locator('.absences li').textContent()).to.include('Fever');
    await page.getByRole('button', { name: 'Is back' }).click();
    await page.getByText('Nobody is away.').waitFor();
  });

  it('change shifts, and who does what, with a reason', async () => {
    const page = await browser.open('manager.lanzhou', '/staff?node=lanzhou');
    await page.getByText('Change the shifts').click();
    await expectAccessible(page);
    const row = page.locator('.shifts tbody tr').last();
    for (const [field, value] of [
      ['id', 'evening'],
      ['en', 'Evening'],
      ['start', '18:00'],
      ['end', '22:30'],
    ] as const)
      await row.locator(`[name^="${field}:"]`).fill(value);
    await page.getByRole('button', { name: 'Save shifts' }).click();
    await page.getByText('The shifts are in force.').waitFor();
    await page.getByText('Evening 18:00–22:30').waitFor();
    expect(await page.locator('main form [name^="role:"]').count(), 'only an administrator keeps people').to.equal(0);

    const admin = await browser.open('admin', '/staff/people/junior4.lanzhou');
    await admin.selectOption('[name="role:1"]', 'senior-agent');
    await admin.fill('[name=skills]', 'broadband, tibetan');
    await admin.fill('[name=reason]', 'Trained in May');
    await admin.getByRole('button', { name: 'Save' }).click();
    await admin.getByText('The person is changed.').waitFor();
    const client = await browser.service.as('admin');
    const { body } = await client.get('/people/junior4.lanzhou');
    expect(body['skills']).to.deep.equal(['broadband', 'tibetan']);
    expect((body['roles'] as { role: string }[]).map(({ role }) => role)).to.deep.equal([
      'junior-agent',
      'senior-agent',
    ]);
  });

  it('preview what a changed calendar makes of a time limit, and put it in force', async () => {
    const page = await browser.open('admin', '/calendars/centres');
    await page.fill('[name=days]', '2026-03-03 holiday 停电 / Power cut');
    await page.selectOption('[name=duration]', 'P1D');
    await page.getByRole('button', { name: 'Preview' }).first().click();
    await page.getByText('With the change').waitFor();
    await expectAccessible(page);
    await page.fill('[name=reason]', 'No power');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The calendar is in force.').waitFor();
    await page.getByText('No power').waitFor();
  });

  it('check a changed decision table, and deploy it as a new version', async () => {
    const page = await browser.open('admin', '/decisions');
    await page.getByRole('link', { name: 'complaint.dmn' }).click();
    await page.locator('.feel').first().fill('"unclosed');
    await page.getByRole('button', { name: 'Check' }).click();
    await page.locator('.notice-problem').first().waitFor();
    await expectAccessible(page);
    expect(await page.locator('.feel').first().inputValue()).to.equal('"unclosed');
    await page.locator('.feel').first().fill('"flood"');
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.getByText('is deployed with').waitFor();
    expect(await page.locator('.feel').first().inputValue()).to.equal('"flood"');
    expect(await page.getByRole('link', { name: 'Version 2' }).count()).to.equal(1);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
    const reader = await browser.open('manager.lanzhou', '/decisions');
    await reader.getByRole('link', { name: 'complaint.dmn' }).click();
    await reader.getByText('"flood"').waitFor();
    expect(await reader.getByRole('button', { name: 'Deploy' }).count()).to.equal(0);
  });
});
