import { expect } from 'chai';
import { complaint } from '../api/service-under-test.ts';
import { describeInBrowser, type BrowserTest, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

let callers = 0;
/** Every caller is another: the same one on the same matter would be a repeat and begin a tier higher. */
const newTask = async (
  browser: BrowserTest,
  subject = '宽带断线 No connection',
): Promise<{ taskId: string; caseId: string }> => {
  const agent = await browser.service.as('junior.lanzhou');
  const { body } = await agent.post('/cases', {
    ...complaint,
    subject,
    customer: { class: 'ordinary', phone: `1390000${1000 + (callers += 1)}` },
  });
  const caseId = body['caseId'] as string;
  const { body: current } = await agent.get(`/cases/${caseId}`);
  return { taskId: (current['openTasks'] as { id: string }[])[0]!.id, caseId };
};

describeInBrowser('A task', (browser) => {
  for (const [locale, theme] of [
    ['zh-CN', 'dark'],
    ['en', 'light'],
  ] as const)
    it(`is accessible in ${locale}, ${theme}, also on a phone, with its diagram open`, async () => {
      const { taskId } = await newTask(browser);
      const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`, { locale, theme });
      await page.locator('.fjs-container').waitFor();
      await page.locator('[data-diagrams] summary').click();
      await page.locator('.diagram .is-active').waitFor();
      expect(await page.locator('.bjs-powered-by').count()).to.equal(1);
      expect(await page.locator('.fjs-powered-by').count()).to.equal(1);
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 800 });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    });

  it('is claimed, filled in and completed with the keyboard alone', async () => {
    const { taskId } = await newTask(browser);
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await page.keyboard.press('c');
    await page.getByText('You are working on it').waitFor();
    await page.locator('.fjs-container').waitFor();
    await page.getByLabel('Answered').focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Response').focus();
    await page.keyboard.type('Refunded');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/worklist');
    await page.getByText(/Task of case C-\d+ completed/).waitFor();
  });

  it('shows problems at their fields in the reader’s language, before and after the server looked', async () => {
    const { taskId } = await newTask(browser);
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`, { locale: 'zh-CN' });
    await page.getByLabel('答复内容').fill('   ');
    await page.getByRole('button', { name: '完成' }).click();
    await page.locator('.fjs-form-field-radio').getByText('必填。').waitFor();
    await page.getByLabel('已答复客户').check();
    await page.getByRole('button', { name: '完成' }).click();
    await page.locator('.fjs-form-field-textarea').getByText('答复内容：必填。').waitFor();
  });

  it('keeps what was written through a crash of the browser page and through signing out', async () => {
    const { taskId } = await newTask(browser);
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await page.getByLabel('Internal note').fill('Half written');
    await page.getByText('Draft saved').waitFor();
    const later = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await later.locator('.fjs-container').waitFor();
    expect(await later.getByLabel('Internal note').inputValue()).to.equal('Half written');
  });

  it('keeps what was written without a connection, and saves it when the page is back', async () => {
    const { taskId } = await newTask(browser);
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await page.locator('.fjs-container').waitFor();
    await page.route('**/draft', (route) => route.abort());
    await page.getByLabel('Internal note').fill('Written without a connection');
    await page.getByText('your draft is kept in this browser').waitFor();
    await page.unroute('**/draft');
    await page.reload();
    await page.getByText('Draft saved').waitFor();
    expect(await page.getByLabel('Internal note').inputValue()).to.equal('Written without a connection');
  });

  it('asks which version counts when two windows of one person wrote', async () => {
    const { taskId } = await newTask(browser);
    const first = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    const second = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await second.locator('.fjs-container').waitFor();
    await first.getByLabel('Internal note').fill('From the first window');
    await first.getByText('Draft saved').waitFor();
    await second.getByLabel('Internal note').fill('From the second window');
    const dialog = second.getByRole('dialog');
    await dialog.getByText('From the first window').waitFor();
    await expectAccessible(second);
    await dialog.locator('[data-use-stored]').click();
    await second.waitForFunction(
      "document.querySelectorAll('textarea')[1].value === 'From the first window' || [...document.querySelectorAll('textarea')].some((area) => area.value === 'From the first window')",
    );
  });
});

// A service of its own: sessions of the past do not outlive a minute of the database's own clock.
describeInBrowser('A task others work on, too', (browser) => {
  it('shows who else is here', async () => {
    const { taskId } = await newTask(browser);
    const first = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await first.locator('[data-form-end]').waitFor();
    const second = await browser.open('junior2.lanzhou', `/tasks/${taskId}`);
    await second.getByText(/^Also here: \p{Script=Han}+$/u).waitFor();
  });

  it('says when another was faster, with both versions', async () => {
    const { taskId } = await newTask(browser);
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await page.getByLabel('Response').fill('What I was writing');
    const other = await browser.service.as('junior2.lanzhou');
    await other.post(`/tasks/${taskId}/complete`, { data: { outcome: 'answered', response: 'What they sent' } });
    await page.getByText('has completed this task.').waitFor();
    await page.getByText('What they sent').first().waitFor();
    await page.locator('[data-kept]', { hasText: 'What I was writing' }).waitFor();
    await expectAccessible(page);
  });

  it('says when it was escalated while the page stood open, and keeps what was written', async () => {
    const { taskId } = await newTask(browser);
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`, { locale: 'zh-CN' });
    await page.getByLabel('答复内容').fill('Almost done');
    await page.getByText('草稿已保存').waitFor();
    browser.service.setNow(new Date(browser.service.now().getTime() + 5 * 3_600_000));
    await page.getByText('任务未完成即已结束').waitFor();
    await page.locator('[data-kept]', { hasText: 'Almost done' }).waitFor();
    await page.getByText('调查投诉').first().waitFor();
  });

  it('takes a file, which its page then offers', async () => {
    const { taskId } = await newTask(browser);
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await page.locator('[data-form-end]').waitFor();
    await page.locator('[data-attach-files]').setInputFiles({
      name: '账单 <b>.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Billed twice'),
    });
    await page.locator('#case-files a', { hasText: '账单' }).waitFor();
  });

  it('runs nothing that somebody wrote, in text fields and in the form', async () => {
    const attack = '</script><img src=x onerror="document.title=1"><script>document.title=2</script>';
    const { taskId, caseId } = await newTask(browser, attack);
    const agent = await browser.service.as('junior.lanzhou');
    await agent.post(`/cases/${caseId}/notes`, { text: attack });
    await agent.send('PUT', `/tasks/${taskId}/draft`, {
      body: JSON.stringify({ data: { response: attack }, basedOn: 0 }),
      headers: { 'Content-Type': 'application/json' },
    });
    const page = await browser.open('junior.lanzhou', `/tasks/${taskId}`);
    await page.locator('.fjs-container').waitFor();
    expect(await page.getByLabel('Response').inputValue()).to.equal(attack);
    expect(await page.locator('main img[src="x"]').count()).to.equal(0);
    expect(await page.title()).to.include('Assess complaint');
  });
});
