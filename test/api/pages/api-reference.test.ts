import { expect } from 'chai';
import { operations } from '../../../api/app.ts';
import { startServiceUnderTest, type ServiceUnderTest } from '../service-under-test.ts';

describe('The API reference page', () => {
  let service: ServiceUnderTest;
  const read = async (query = '', language = 'en'): Promise<string> => {
    const response = await fetch(`${service.url}/api-reference${query}`, { headers: { 'Accept-Language': language } });
    expect(response.status).to.equal(200);
    return response.text();
  };

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  it('shows every operation to anybody, in both languages', async () => {
    const [english, chinese] = await Promise.all([read(), read('', 'zh-CN')]);
    for (const { path } of operations) expect(english).to.include(`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(english).to.include('<h1>API reference');
    expect(chinese).to.include('<h1>接口参考');
  });

  it('finds operations by words and says when there is none', async () => {
    const found = await read('?find=claim+task');
    expect(found).to.include('/api/v1/tasks/{taskId}/claim').and.not.to.include('/api/v1/ledger');
    expect(await read('?find=nothing+like+this')).to.include('No operation has these words');
  });

  it('shows what is typed as text, never as markup', async () => {
    expect(await read(`?find=${encodeURIComponent('"><script>alert(1)</script>')}`)).not.to.include('<script>alert');
  });
});
