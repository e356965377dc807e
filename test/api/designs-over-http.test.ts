import { expect } from 'chai';
import { startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

const diagram = (key: string, inside = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
  <bpmn:process id="${key}" name="${key} &lt;script&gt;" isExecutable="true">
    <bpmn:startEvent id="begun"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begun" targetRef="ended" />
    <bpmn:endEvent id="ended"><bpmn:incoming>f1</bpmn:incoming></bpmn:endEvent>
    ${inside}
  </bpmn:process>
</bpmn:definitions>`;

const files = (key: string, inside = '') => [{ name: `${key}.bpmn`, content: diagram(key, inside) }];
const lost = '<bpmn:boundaryEvent id="nowhere" />';

type Version = { ref: string; key: string; version: number; sequence: number };

const put = (client: Client, id: unknown, rev: number, body: unknown) =>
  client.send('PUT', `/designs/${String(id)}`, {
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${rev}"` },
    body: JSON.stringify(body),
  });

const openOnce = (client: Client) => client.post('/designs', { name: 'once' }, { 'Idempotency-Key': 'k1' });

describe('Definitions and designs over HTTP', () => {
  let service: ServiceUnderTest;
  let designer: Client;
  let admin: Client;

  before(async () => {
    service = await startServiceUnderTest();
    [designer, admin] = await Promise.all([service.as('designer'), service.as('admin')]);
  });
  after(() => service.stop());

  it('the newest version of every process is listed, and the versions of one are paged', async () => {
    for (const step of [1, 2, 3])
      await designer.post('/deployments', { name: 'paged', files: files('paged', `<!-- ${step} -->`) });
    await designer.post('/deployments', { name: 'other', files: files('other') });
    const all = (await designer.get('/definitions')).body['definitions'] as Version[];
    expect(all.map(({ ref }) => ref)).to.include.members(['paged:3', 'other:1', 'complaint:1']);
    expect(new Set(all.map(({ key }) => key)).size).to.equal(all.length);
    const first = await designer.get('/definitions?key=paged&limit=2');
    expect((first.body['definitions'] as Version[]).map(({ ref }) => ref)).to.deep.equal(['paged:3', 'paged:2']);
    const second = await designer.get(`/definitions?key=paged&limit=2&after=${String(first.body['next'])}`);
    expect((second.body['definitions'] as Version[]).map(({ ref }) => ref)).to.deep.equal(['paged:1']);
  });

  it('anyone signed in reads a version’s elements and its diagram', async () => {
    const junior = await service.as('junior.lanzhou');
    const { body } = await junior.get('/definitions/complaint:1');
    expect((body['elements'] as { id: string }[]).map(({ id }) => id)).to.include('assessComplaint');
    const { body: drawn } = await junior.get('/definitions/complaint/xml');
    expect(drawn['ref']).to.equal('complaint:1');
    expect(drawn['xml']).to.include('BPMNDiagram');
  });

  it('a design begins with the files of a version and is saved until it is deployed as the next', async () => {
    await designer.post('/deployments', { name: 'grown', files: files('grown') });
    const opened = await designer.post('/designs', { from: { ref: 'grown:1' } });
    expect(opened.status).to.equal(201);
    expect(opened.body).to.include({ name: 'grown', rev: 1, owner: 'designer', isShared: false });
    const { id } = opened.body;
    const wrong = await put(designer, id, 1, { files: files('grown', lost) });
    expect(wrong.body['rev']).to.equal(2);
    const refused = await designer.post(`/designs/${String(id)}/deploy`);
    expect(refused.body['code']).to.equal('DEFINITION_REFUSED');
    const problems = (refused.body['details'] as { problems: { elementId: string; line: number }[] }).problems;
    expect(problems[0]).to.include({ elementId: 'nowhere', line: 7 });
    await put(designer, id, 2, { files: files('grown', '<!-- mended -->') });
    const deployed = await designer.post(`/designs/${String(id)}/deploy`);
    expect(deployed.status).to.equal(201);
    expect((deployed.body['deployment'] as { definitions: Version[] }).definitions[0]!.ref).to.equal('grown:2');
    expect((await designer.get(`/designs/${String(id)}`)).body['basedOn']).to.include({
      deploymentId: (deployed.body['deployment'] as { id: string }).id,
    });
  });

  it('of two saves on one revision the second is refused and told who was first', async () => {
    const { body } = await designer.post('/designs', { name: 'raced', files: files('raced'), isShared: true });
    await put(admin, body['id'], 1, { name: 'theirs' });
    const late = await put(designer, body['id'], 1, { name: 'mine' });
    expect(late.status).to.equal(409);
    expect(late.body['details']).to.include({ savedBy: 'admin', rev: 2 });
    expect((await put(designer, body['id'], 2, { name: 'mine after all' })).body['name']).to.equal('mine after all');
  });

  it('a save without If-Match is refused, so that nothing is overwritten unseen', async () => {
    const { body } = await designer.post('/designs', {});
    const { status } = await designer.send('PUT', `/designs/${String(body['id'])}`);
    expect(status).to.equal(400);
  });

  it('states that stood for a while are kept and can be read again; quick saves in between are not', async () => {
    const { body } = await designer.post('/designs', { name: 'kept', files: files('kept', '<!-- one -->') });
    const { id } = body;
    await put(designer, id, 1, { files: files('kept', '<!-- two -->') });
    await put(designer, id, 2, { files: files('kept', '<!-- three -->') });
    await put(designer, id, 3, { files: files('kept', '<!-- four -->'), keepState: true });
    service.setNow(new Date(service.now().getTime() + 10 * 60_000));
    await put(designer, id, 4, { files: [] });
    const { body: history } = await designer.get(`/designs/${String(id)}/history`);
    expect((history['states'] as { rev: number }[]).map(({ rev }) => rev)).to.deep.equal([4, 3, 1]);
    const { body: state } = await designer.get(`/designs/${String(id)}/history/3`);
    expect((state['files'] as { content: string }[])[0]!.content).to.include('three');
    expect((await designer.get(`/designs/${String(id)}/history/2`)).body['code']).to.equal('DESIGN_NOT_FOUND');
  });

  it('a repeated key opens one design only', async () => {
    const [first, second] = [await openOnce(designer), await openOnce(designer)];
    expect([first.status, second.status]).to.deep.equal([201, 200]);
    expect(second.body['id']).to.equal(first.body['id']);
  });

  it('designs are listed last saved first, paged, and gone when discarded', async () => {
    service.setNow(new Date(service.now().getTime() + 1000));
    const { body } = await designer.post('/designs', { name: 'short-lived' });
    const first = await designer.get('/designs?limit=1');
    expect((first.body['designs'] as { id: string }[])[0]!.id).to.equal(body['id']);
    const second = await designer.get(`/designs?limit=1&after=${String(first.body['next'])}`);
    expect((second.body['designs'] as { id: string }[])[0]!.id).to.not.equal(body['id']);
    expect((await designer.send('DELETE', `/designs/${String(body['id'])}`)).status).to.equal(204);
    expect((await designer.get(`/designs/${String(body['id'])}`)).status).to.equal(404);
  });

  it('agents may not design', async () => {
    const junior = await service.as('junior.lanzhou');
    for (const { status } of [await junior.get('/designs'), await junior.post('/designs', {})])
      expect(status).to.equal(403);
  });
});
