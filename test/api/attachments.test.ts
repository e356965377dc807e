import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { contentCollection } from '../../store/attachment-store.ts';
import { sweepUploads } from '../../engine/index.ts';
import {
  complaint,
  startServiceUnderTest,
  type Answered,
  type Client,
  type ServiceUnderTest,
} from './service-under-test.ts';

const png = (size = 5000): Buffer =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), Buffer.alloc(size, 7)]);
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const form = (name: string, content: Buffer, type = 'image/png'): FormData => {
  const body = new FormData();
  body.set('note', 'from the customer');
  body.set('file', new Blob([new Uint8Array(content)], { type }), name);
  return body;
};

describe('Attachments', () => {
  let service: ServiceUnderTest;
  let junior: Client;
  let manager: Client;
  let caseId: string;

  before(async () => {
    service = await startServiceUnderTest();
    [junior, manager] = await Promise.all([service.as('junior.lanzhou'), service.as('manager.lanzhou')]);
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });
  beforeEach(async () => {
    caseId = (await junior.post('/cases', complaint)).body['caseId'] as string;
  });

  const attach = (name: string, content: Buffer, client = junior, headers = {}): Promise<Answered> =>
    client.send('POST', `/cases/${caseId}/attachments`, { body: form(name, content), headers });

  const attached = async (name: string, content: Buffer): Promise<string> => {
    const { status, body } = await attach(name, content);
    expect(status, JSON.stringify(body)).to.equal(201);
    return (body['attachment'] as { id: string }).id;
  };

  const bytesOf = async (id: string, headers: Record<string, string> = {}): Promise<Response> => {
    const { body } = await service.anonymous.post('/session', { userId: 'junior.lanzhou', password: 'demo' });
    return fetch(`${service.url}/api/v1/cases/${caseId}/attachments/${id}`, {
      headers: { Authorization: `Bearer ${body['token'] as string}`, ...headers },
    });
  };

  const kept = (): Promise<number> => contentCollection(service.service.store.db).countDocuments({ caseId });

  it('keeps a file with a Chinese name and gives it back byte for byte, as a download that no browser runs', async () => {
    const content = png(700_000);
    const id = await attached('账单 三月.png', content);
    const response = await bytesOf(id);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).to.equal(true);
    expect(response.headers.get('content-type')).to.equal('image/png');
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(response.headers.get('content-disposition')).to.equal(
      `attachment; filename="__ __.png"; filename*=UTF-8''${encodeURIComponent('账单 三月.png')}`,
    );
    const { body } = await manager.get(`/cases/${caseId}/journal`);
    const entry = (body['entries'] as { type: string; details: object }[]).find(
      ({ type }) => type === 'AttachmentAdded',
    );
    expect(entry?.details).to.include({ name: '账单 三月.png', size: content.length, sha256: sha256(content) });
  });

  it('takes a bare body under a name', async () => {
    const { status, body } = await junior.send('PUT', `/cases/${caseId}/attachments?name=call.amr`, {
      body: '#!AMR\nrecording',
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    expect(status, JSON.stringify(body)).to.equal(201);
    expect(body['attachment']).to.include({ name: 'call.amr', type: 'audio/amr', size: 15 });
  });

  it('gives a range of bytes', async () => {
    const content = png(600_000);
    const id = await attached('a.png', content);
    for (const [range, start, end] of [
      ['bytes=10-19', 10, 20],
      ['bytes=300000-', 300_000, content.length],
      ['bytes=-5', content.length - 5, content.length],
    ] as const) {
      const response = await bytesOf(id, { Range: range });
      expect(response.status).to.equal(206);
      expect(response.headers.get('content-range')).to.equal(`bytes ${start}-${end - 1}/${content.length}`);
      expect(Buffer.from(await response.arrayBuffer()).equals(content.subarray(start, end)), range).to.equal(true);
    }
    const none = await bytesOf(id, { Range: `bytes=${content.length}-` });
    expect(none.status).to.equal(416);
  });

  for (const [what, name, content] of [
    ['a program', 'setup.exe', Buffer.from('MZ...')],
    ['a program that is called a picture', 'holiday.png', Buffer.from('MZ...')],
    ['a script that is called a text', 'notes.txt', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['a page', 'a.html', Buffer.from('<script>')],
    ['a text that is called a picture', 'b.png', Buffer.from('hello')],
    ['an empty file', 'c.png', Buffer.alloc(0)],
    ['a file without an ending', 'README', Buffer.from('hello')],
  ] as const)
    it(`refuses ${what}, and keeps nothing of it`, async () => {
      const { status, body } = await attach(name, content);
      expect(status, JSON.stringify(body)).to.equal(422);
      expect(body['code']).to.equal('ATTACHMENT_REFUSED');
      expect(await kept()).to.equal(0);
    });

  it('refuses a file that is too large, and keeps nothing of it', async () => {
    const { status, body } = await attach('large.png', png(21 * 1024 * 1024));
    expect(status, JSON.stringify(body)).to.equal(413);
    expect(await kept()).to.equal(0);
    expect((await junior.get(`/cases/${caseId}/attachments`)).body['attachments']).to.deep.equal([]);
  });

  it('refuses a body without a file', async () => {
    const body = new FormData();
    body.set('note', 'nothing else');
    expect((await junior.send('POST', `/cases/${caseId}/attachments`, { body })).status).to.equal(400);
    const text = { body: 'hello', headers: { 'Content-Type': 'text/plain' } };
    expect((await junior.send('POST', `/cases/${caseId}/attachments`, text)).status).to.equal(415);
  });

  it('takes a name without its folders', async () => {
    const { body } = await attach('..\\..\\etc/pass\u202Ewd.png', png());
    expect(body['attachment']).to.include({ name: 'passwd.png' });
  });

  it('adds a file once for one key', async () => {
    const first = await attach('a.png', png(), junior, { 'Idempotency-Key': 'k' });
    const again = await attach('a.png', png(), junior, { 'Idempotency-Key': 'k' });
    expect([first.status, again.status]).to.deep.equal([201, 200]);
    expect(again.body['attachment']).to.deep.equal(first.body['attachment']);
    expect((await junior.get(`/cases/${caseId}/attachments`)).body['attachments']).to.have.length(1);
    expect(await kept()).to.equal(1);
  });

  it('shows files only to those who see the case, and opens them only to those who need personal data', async () => {
    const id = await attached('a.png', png());
    const [foreign, auditor] = await Promise.all([service.as('manager.baiyin'), service.as('auditor')]);
    expect((await foreign.get(`/cases/${caseId}/attachments`)).status).to.equal(403);
    expect((await foreign.get(`/cases/${caseId}/attachments/${id}`)).status).to.equal(403);
    expect((await auditor.get(`/cases/${caseId}/attachments`)).body['attachments']).to.have.length(1);
    expect((await auditor.get(`/cases/${caseId}/attachments/${id}`)).status).to.equal(403);
    expect((await attach('b.png', png(), auditor)).status).to.equal(403);
    expect((await attach('b.png', png(), foreign)).status).to.equal(403);
  });

  it('removes the content with a reason that stays, and says so afterwards', async () => {
    const id = await attached('a.png', png());
    const path = `/cases/${caseId}/attachments/${id}`;
    expect((await (await service.as('senior.lanzhou')).post(`${path}/remove`, { reason: 'x' })).status).to.equal(403);
    expect((await manager.post(`${path}/remove`, { reason: 'of another customer' })).status).to.equal(200);
    const gone = await junior.get(path);
    expect(gone.body['code']).to.equal('ATTACHMENT_NOT_FOUND');
    expect(gone.body['detail']).to.include('removed');
    expect(await kept()).to.equal(0);
    expect((await manager.get(`/cases/${caseId}/attachments`)).body['attachments']).to.deep.equal([]);
    const { body } = await manager.get(`/cases/${caseId}/journal`);
    const entry = (body['entries'] as { type: string; reason?: string }[]).find(
      ({ type }) => type === 'AttachmentRemoved',
    );
    expect(entry?.reason).to.equal('of another customer');
  });

  it('sweeps away what a crash left without a case, and nothing else', async () => {
    const id = await attached('a.png', png());
    const { context } = service.service;
    const at = service.now();
    // What a process leaves behind that dies after the content, and one that dies between the case and its note.
    const orphan = await context.attachments.write(
      (async function* () {
        yield png(300_000);
      })(),
      caseId,
      at,
    );
    await context.attachments.release(id, at);
    expect(await sweepUploads(context, new Date(at.getTime() + 3_599_000), 10)).to.equal(0);
    expect(await sweepUploads(context, new Date(at.getTime() + 3_600_000), 10)).to.equal(2);
    expect(await kept()).to.equal(1);
    const left = await service.service.store.db
      .collection('attachments.files')
      .distinct('filename', { filename: orphan });
    expect(left).to.deep.equal([]);
    expect((await bytesOf(id)).status).to.equal(200);
  });
});
