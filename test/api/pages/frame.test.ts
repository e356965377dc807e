import { expect } from 'chai';
import { startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { openVisitor, signedInVisitor } from './browser-session.ts';

describe('Pages', () => {
  let service: ServiceUnderTest;

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  it('ask whoever is not signed in, and lead on to where they wanted to go', async () => {
    const visitor = openVisitor(service.url);
    const asked = await visitor.get('/worklist?scope=mine');
    expect(asked.status).to.equal(303);
    expect(asked.location).to.equal('/sign-in?next=%2Fworklist%3Fscope%3Dmine');
    const page = await visitor.get(asked.location!);
    expect(page.html).to.include('name="next" value="/worklist?scope&#x3D;mine"');
    const opened = await visitor.post('/sign-in', { userId: 'junior.lanzhou', password: 'demo', next: '/worklist' });
    expect([opened.status, opened.location]).to.deep.equal([303, '/worklist']);
    expect(opened.headers.get('Set-Cookie'))
      .to.match(/HttpOnly/)
      .and.match(/SameSite=Lax/);
  });

  it('never lead to another site', async () => {
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/\t/evil',
    ]) {
      const visitor = openVisitor(service.url);
      const { location } = await visitor.post('/sign-in', { userId: 'junior.lanzhou', password: 'demo', next });
      expect(location, next).to.equal('/');
    }
  });

  it('tell a wrong password in the reader’s language and keep the user id', async () => {
    const { status, html } = await openVisitor(service.url, 'zh-CN').post('/sign-in', {
      userId: 'junior.lanzhou"><script>',
      password: 'wrong',
    });
    expect(status).to.equal(401);
    expect(html).to.include('用户名或密码不正确').and.include('junior.lanzhou&quot;&gt;&lt;script&gt;');
    expect(html).to.include('<html lang="zh-CN"');
  });

  it('refuse forms of other sites', async () => {
    const visitor = await signedInVisitor(service.url, 'junior.lanzhou');
    const elsewhere = await visitor.post('/sign-out', {}, { Origin: 'https://evil.example' });
    expect(elsewhere.status).to.equal(403);
    const guessed = await visitor.post('/sign-out', { formToken: 'a'.repeat(64) });
    expect(guessed.status).to.equal(403);
    expect((await visitor.get('/worklist')).status).to.equal(200);
  });

  it('end the session on signing out', async () => {
    const visitor = await signedInVisitor(service.url, 'junior.lanzhou');
    const session = visitor.cookies.get('caseladder')!;
    expect((await visitor.post('/sign-out', {})).location).to.equal('/sign-in');
    visitor.cookies.set('caseladder', session);
    expect((await visitor.get('/worklist')).location).to.match(/^\/sign-in/);
  });

  it('keep the language and the brightness somebody chose', async () => {
    const visitor = openVisitor(service.url, 'en');
    const { location } = await visitor.post('/preferences', { locale: 'zh-CN', next: '/sign-in?next=%2Fworklist' });
    expect(location).to.equal('/sign-in?next=%2Fworklist');
    await visitor.post('/preferences', { theme: 'dark', next: '/sign-in' });
    const { html } = await visitor.get('/sign-in');
    expect(html).to.include('<html lang="zh-CN" data-theme="dark"').and.include('登录');
  });

  it('say in the reader’s language that there is no such page', async () => {
    const visitor = await signedInVisitor(service.url, 'junior.lanzhou', 'zh-CN');
    const { status, html } = await visitor.get('/nothing/here');
    expect(status).to.equal(404);
    expect(html).to.include('页面不存在').and.include('data-menu');
  });

  it('answer scripts with the problem as JSON', async () => {
    const { status, html } = await openVisitor(service.url).get('/worklist', { Accept: 'application/json' });
    expect(status).to.equal(401);
    expect(JSON.parse(html)).to.include({ code: 'NOT_SIGNED_IN' });
  });

  it('allow nothing inline and nothing from elsewhere', async () => {
    const { headers, html } = await openVisitor(service.url).get('/sign-in');
    const policy = headers.get('Content-Security-Policy')!;
    expect(policy).to.include("default-src 'none'").and.not.include('unsafe');
    expect(html).to.not.match(/ style=|<style| on\w+=|<script>/);
  });

  it('name their files by content, compressed and kept for ever', async () => {
    const visitor = openVisitor(service.url);
    const { html } = await visitor.get('/sign-in');
    const script = /src="(\/assets\/main-\w+\.js)"/.exec(html)?.[1];
    const { status, headers } = await visitor.get(script!, { 'Accept-Encoding': 'br' });
    expect(status).to.equal(200);
    expect(headers.get('Content-Encoding')).to.equal('br');
    expect(headers.get('Cache-Control')).to.include('immutable');
    expect((await visitor.get('/assets/..%2Fserver.js')).status).to.equal(404);
  });
});
