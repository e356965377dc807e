import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'chai';
import { listCategories } from '../../engine/index.ts';
import { startServiceUnderTest, type ServiceUnderTest } from './service-under-test.ts';

const folder = 'processes/complaint';

describe('Categories', () => {
  let service: ServiceUnderTest;

  before(async () => {
    service = await startServiceUnderTest();
  });
  after(() => service.stop());

  it('are those the decision tables in force name, a new one as soon as its rule is deployed', async () => {
    expect(await listCategories(service.service.context)).to.include.members([
      'consultation',
      'major-incident',
      'safety',
    ]);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:bpmn|dmn|form)$/.test(file))
      .map((file) => ({
        name: basename(file),
        content: readFileSync(`${folder}/${file}`, 'utf8').replace(
          '<text>"safety"</text>',
          '<text>"safety", "iptv"</text>',
        ),
      }));
    const designer = await service.as('designer');
    const { status, body } = await designer.post('/deployments', { name: 'complaint', files });
    expect(status, JSON.stringify(body)).to.equal(201);
    expect(await listCategories(service.service.context)).to.include.members(['iptv', 'safety']);
  });
});
