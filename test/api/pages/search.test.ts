import { expect } from 'chai';
import { complaint, startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';
import { signedInVisitor, type Visitor } from './browser-session.ts';

describe('The page that searches cases', () => {
  let service: ServiceUnderTest;
  let visitor: Visitor;

  before(async () => {
    service = await startServiceUnderTest();
    visitor = await signedInVisitor(service.url, 'junior.lanzhou');
    const agent = await service.as('junior.lanzhou');
    await agent.post('/cases', { ...complaint, subject: '宽带断线三天 <b>no connection</b>' });
  });
  after(() => service.stop());

  it('finds cases by Chinese and English words with the matches marked, and by number', async () => {
    const { html } = await visitor.get(`/search?q=${encodeURIComponent('宽带')}`);
    expect(html).to.include('<mark>宽带</mark>断线').and.include('&lt;b&gt;');
    expect((await visitor.get('/search?q=nothingLikeThis')).html).to.include('No case has all of these words');
    expect((await visitor.get('/search?q=c1')).location).to.equal('/cases/C-000001');
  });

  it('finds nothing of another centre', async () => {
    const elsewhere = await signedInVisitor(service.url, 'junior.tianshui');
    expect((await elsewhere.get(`/search?q=${encodeURIComponent('宽带')}`)).html).to.include('No case has all');
  });
});
