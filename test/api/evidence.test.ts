import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { clientOf, complaint, startServiceUnderTest, type ServiceUnderTest } from './service-under-test.ts';

/** The files of a ZIP by name, read from its central directory (APPNOTE 4.3.12). */
const unzip = (zip: Buffer): Map<string, Buffer> => {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const header = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const content = zip.subarray(from, from + packed);
    files.set(name, method === 8 ? inflateRawSync(content) : content);
    at += 46 + nameLength + extra + comment;
  }
  return files;
};

describe('The evidence of a case', () => {
  let service: ServiceUnderTest;
  let caseId: string;
  let folder: string;

  const bundle = async (userId: string, init: RequestInit = {}): Promise<Response> => {
    const { body } = await clientOf(service.url).post('/session', { userId, password: 'demo' });
    return fetch(`${service.url}/api/v1/cases/${caseId}/evidence?locale=en`, {
      ...init,
      headers: { Authorization: `Bearer ${String(body['token'])}`, 'Content-Type': 'application/json' },
    });
  };

  const unpack = async (response: Response): Promise<Map<string, Buffer>> => {
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.equal('application/zip');
    const files = unzip(Buffer.from(await response.arrayBuffer()));
    rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    for (const [name, content] of files) {
      execFileSync('mkdir', ['-p', join(folder, name, '..')]);
      writeFileSync(join(folder, name), content);
    }
    return files;
  };

  const verify = (): { status: number | null; text: string } => {
    const { status, stdout } = spawnSync(process.execPath, [join(folder, 'verify.mjs')], { encoding: 'utf8' });
    return { status, text: stdout };
  };

  const reason = { method: 'POST', body: JSON.stringify({ reason: 'Court order 12/2026' }) };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    service = await startServiceUnderTest();
    const agent = await service.as('junior.lanzhou');
    const { body } = await agent.post('/cases', complaint);
    caseId = String(body['caseId']);
    const shown = await agent.get(`/cases/${caseId}`);
    const [task] = shown.body['openTasks'] as { id: string }[];
    await agent.post(`/tasks/${task!.id}/claim`);
  });
  after(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('verifies itself with Node.js alone', async () => {
    const files = await unpack(await bundle('auditor', reason));
    expect([...files.keys()]).to.include.members([
      'summary.pdf',
      'journal.json',
      'ledger.json',
      'manifest.json',
      'verify.mjs',
    ]);
    expect([...files.keys()].some((name) => /^diagrams\/complaint-v\d+\.svg$/.test(name))).to.equal(true);
    expect(files.get('summary.pdf')!.toString('latin1', 0, 5)).to.equal('%PDF-');
    expect(files.get('journal.json')!.toString())
      .to.include('PersonalDataUnmasked')
      .and.to.include('Court order 12/2026');
    const { status, text } = verify();
    expect(text).to.match(/^INTACT/);
    expect(status).to.equal(0);
  });

  it('shows a changed entry, a removed entry and a changed file', async () => {
    const files = await unpack(await bundle('auditor', reason));
    const journal = join(folder, 'journal.json');
    const original = files.get('journal.json')!.toString();
    const tamper = (change: (entries: Record<string, unknown>[]) => void): string => {
      const parsed = JSON.parse(original) as { entries: Record<string, unknown>[] };
      change(parsed.entries);
      writeFileSync(journal, JSON.stringify(parsed));
      return verify().text;
    };
    expect(tamper((entries) => (entries[0]!['at'] = '2020-01-01T00:00:00.000Z'))).to.include('Entry 1 was changed');
    expect(tamper((entries) => entries.splice(1, 1))).to.include('does not follow');
    writeFileSync(journal, original);
    writeFileSync(join(folder, 'case.json'), `${readFileSync(join(folder, 'case.json'), 'utf8')} `);
    expect(verify()).to.deep.include({ status: 1 });
    expect(verify().text).to.include('case.json was changed');
  });

  it('brings the attachments along, and shows one that was changed', async () => {
    const agent = await service.as('junior.lanzhou');
    const photo = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), Buffer.alloc(40_000, 7)]);
    const sent = await agent.send(
      'PUT',
      `/cases/${caseId}/attachments?name=${encodeURIComponent('现场 ../照片.png')}`,
      {
        body: new Uint8Array(photo),
        headers: { 'Content-Type': 'application/octet-stream' },
      },
    );
    expect(sent.status, JSON.stringify(sent.body)).to.equal(201);
    const files = await unpack(await bundle('auditor', reason));
    const [name, content] = [...files].find(([path]) => path.startsWith('attachments/'))!;
    expect(name).to.match(/^attachments\/[0-9a-f]{24}-[^/]+\.png$/);
    expect(content.equals(photo)).to.equal(true);
    expect(verify().text).to.match(/^INTACT/);
    writeFileSync(join(folder, name), 'something else');
    expect(verify().status).to.equal(1);
    const masked = await unpack(await bundle('auditor'));
    expect([...masked.keys()].filter((path) => path.startsWith('attachments/'))).to.deep.equal([]);
    expect(verify().text).to.match(/^INTACT/);
  });

  it('is masked for a reader who does not need personal data, and still in order', async () => {
    const files = await unpack(await bundle('auditor'));
    for (const [name, content] of files)
      if (/\.(json|svg|txt)$/.test(name)) expect(content.toString(), name).not.to.include(complaint.customer.phone);
    expect(verify().text).to.match(/^INTACT/);
  });

  it('is refused to those who may not see the case', async () => {
    expect((await bundle('junior.tianshui')).status).to.equal(403);
    expect((await bundle('branch.lanzhou')).status).to.equal(403);
  });
});
