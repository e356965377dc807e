import { expect } from 'chai';
import { cacheCustomerRecord } from '../../engine/index.ts';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll } from './browser.ts';

const evil = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';

describeInBrowser('Registering a contact', (browser) => {
  before(async () => {
    for (const [id, name, phone] of [
      ['K-1', '李红', '13800000001'],
      ['K-2', evil, '13800000002'],
    ] as const)
      await cacheCustomerRecord(browser.service.service.context, {
        id,
        class: 'key-account',
        name,
        phones: [phone],
        address: '张掖路 1 号',
        centre: 'lanzhou',
        products: [{ id: 'P1', name: '宽带 100M', status: 'active' }],
        orderNumbers: [],
        fetchedAt: browser.service.now(),
      });
  });

  for (const [locale, theme] of [
    ['zh-CN', 'dark'],
    ['en', 'light'],
  ] as const)
    it(`is done with the keyboard alone in under a minute, accessibly, in ${locale}, ${theme}`, async () => {
      const page = await browser.open('junior.lanzhou', '/register', { locale, theme });
      let keys = 0;
      const type = async (text: string): Promise<void> => {
        keys += text.length;
        await page.keyboard.type(text);
      };
      const press = async (key: string, times = 1): Promise<void> => {
        for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
        keys += times;
      };
      const focused = (): Promise<string> => page.evaluate('document.activeElement.id');
      await type('13800000001');
      await page.locator('#known-customers').waitFor();
      expect(await page.inputValue('#field-name')).to.equal('李红');
      expect(await page.inputValue('#field-customerClass')).to.equal('key-account');
      // Name, class and what else is known of the customer are filled in already.
      await press('Tab', 4);
      expect(await focused()).to.equal('field-subject');
      await type('宽带晚上断线');
      await press('Control+Enter');
      await page.locator('#problem-category:not(:empty)').waitFor();
      await expectAccessible(page);
      expect(await focused()).to.equal('field-category');
      await press('ArrowDown');
      await page.setViewportSize({ width: 390, height: 800 });
      await expectNoSidewaysScroll(page);
      await press('Control+Enter');
      await page.waitForURL('**/registered/**');
      // Slow typing makes two keys a second, so that half of the minute is left for listening.
      expect(keys, 'keys pressed').to.be.below(60);
      expect(await page.locator('.registered-number').textContent()).to.match(/^C-\d+$/);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/register');
      expect(await page.inputValue('#field-subject')).to.equal('');
    });

  it('is done without JavaScript', async () => {
    const page = await browser.open('junior.lanzhou', '/register', { javaScript: false });
    await page.fill('#field-phone', '13800000001');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.locator('#known-customers').waitFor();
    expect(await page.inputValue('#field-name')).to.equal('李红');
    await page.selectOption('#field-category', 'billing');
    await page.fill('#field-subject', 'Billed twice');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.waitForURL('**/registered/**');
  });

  it('attaches what was chosen, dropped or pasted', async () => {
    const page = await browser.open('junior.lanzhou', '/register');
    await page.locator('#choose-files').waitFor();
    await page.setInputFiles('#files', { name: '账单 <b>.txt', mimeType: 'text/plain', buffer: Buffer.from('one') });
    await page.evaluate(`{
      const give = (type, name) => {
        const data = new DataTransfer();
        data.items.add(new File(['two'], name, { type: 'text/plain' }));
        const init = { bubbles: true, cancelable: true };
        return type === 'paste'
          ? new ClipboardEvent('paste', { ...init, clipboardData: data })
          : new DragEvent('drop', { ...init, dataTransfer: data });
      };
      document.querySelector('main').dispatchEvent(give('paste', 'pasted.txt'));
      document.querySelector('main').dispatchEvent(give('drop', 'dropped.txt'));
    }`);
    expect(await page.locator('#file-list li').count()).to.equal(3);
    await page.locator('#file-list button').nth(2).click();
    await page.fill('#field-subject', 'With files');
    await page.selectOption('#field-category', 'billing');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/registered/**');
    const agent = await browser.service.as('junior.lanzhou');
    const { body: found } = await agent.get(`/cases/${page.url().split('/').at(-1)!}`);
    const { body } = await agent.get(`/cases/${String(found['id'])}/attachments`);
    expect((body['attachments'] as { name: string }[]).map(({ name }) => name)).to.deep.equal([
      '账单 b.txt',
      'pasted.txt',
    ]);
  });

  it('keeps what was written through a crash, and drops it once it is registered', async () => {
    const page = await browser.open('senior.lanzhou', '/register');
    await page.fill('#field-subject', 'Half written');
    await page.check('[name=kind][value=suggestion]', { force: true });
    await page.goto('about:blank');
    await page.goto(`${browser.service.url}/register`);
    await page.locator('#restored').waitFor();
    expect(await page.inputValue('#field-subject')).to.equal('Half written');
    expect(await page.isChecked('[name=kind][value=suggestion]')).to.equal(true);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/registered/**');
    await page.goto(`${browser.service.url}/register`);
    await page.locator('#choose-files').waitFor();
    expect(await page.inputValue('#field-subject')).to.equal('');
    expect(await page.isVisible('#restored')).to.equal(false);
  });

  it('loses nothing without a connection, and registers once when it is back', async () => {
    const page = await browser.open('junior2.lanzhou', '/register');
    await page.fill('#field-subject', 'Cut off');
    await page.selectOption('#field-category', 'fault');
    // The request arrives, the answer does not.
    let isCutOff = false;
    await page.route('**/register', async (route) => {
      if (isCutOff || route.request().method() !== 'POST') return route.continue();
      isCutOff = true;
      await route.fetch();
      return route.abort();
    });
    await page.click('#submit-contact');
    await page.locator('#contact-state', { hasText: 'nothing is lost' }).waitFor();
    expect(await page.inputValue('#field-subject')).to.equal('Cut off');
    await page.click('#submit-contact');
    await page.waitForURL('**/registered/**');
    const agent = await browser.service.as('junior2.lanzhou');
    const { body } = await agent.get('/cases/search?q=Cut');
    expect(body['total']).to.equal(1);
  });

  it('goes on after signing in again elsewhere', async () => {
    const page = await browser.open('junior3.lanzhou', '/register');
    await page.fill('#field-subject', 'Signed out meanwhile');
    await page.selectOption('#field-category', 'fault');
    await page.context().clearCookies();
    await page.click('#submit-contact');
    await page.locator('#contact-state', { hasText: 'You are signed out' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${browser.service.url}/sign-in`);
    await other.fill('[name=userId]', 'junior3.lanzhou');
    await other.fill('[name=password]', 'demo');
    await other.press('[name=password]', 'Enter');
    await other.waitForURL('**/worklist');
    await page.click('#submit-contact');
    await page.waitForURL('**/registered/**');
  });

  it('forgets the customer when the number changes, but not what was written by hand', async () => {
    const page = await browser.open('junior.lanzhou', '/register');
    await page.fill('#field-phone', '13800000001');
    await page.locator('#known-customers').waitFor();
    await page.fill('#field-name', '李红的女儿');
    await page.fill('#field-phone', '13911112222');
    await page.locator('#known-customers').waitFor({ state: 'detached' });
    expect(await page.inputValue('#field-name')).to.equal('李红的女儿');
    expect(await page.inputValue('#field-customerClass')).to.equal('ordinary');
    expect(await page.locator('[name=customerId]').count()).to.equal(0);
  });

  it('shows what somebody wrote as text, never as markup', async () => {
    const page = await browser.open('junior.lanzhou', '/register');
    await page.fill('#field-phone', '13800000002');
    await page.locator('#known-customers').waitFor();
    for (const name of ['subject', 'description', 'name']) await page.fill(`#field-${name}`, evil);
    await page.click('.more summary');
    await page.fill('#field-orderNumber', evil);
    await page.fill('#field-address', evil);
    await page.selectOption('#field-category', 'fault');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/registered/**');
    expect(await page.textContent('.facts')).to.include('<script>');
    await page.goto(`${browser.service.url}/register`);
    await page.fill('#field-phone', '13800000002');
    await page.locator('#known-open').waitFor();
    expect(await page.textContent('#known-open')).to.include('<img src=x');
    expect(await page.evaluate('window.ran')).to.equal(undefined);
  });
});
