import { expect } from 'chai';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientOf, signIn } from '../api/service-under-test.ts';
import { runProgram, startServer, temporaryFolder } from '../fault/child-service.ts';

const header =
  'Ticket #,Customer Complaint,Date,Date_month_year,Time,Received Via,City,State,Zip code,Status,Filing on Behalf of Someone';
const good = (ticket: string, text: string): string =>
  `${ticket},${text},22-04-15,22-Apr-15,3:53:50 PM,Customer Care Call,Abingdon,Maryland,21009,Closed,No`;

describe('The command line', function () {
  let folder: string;
  let environment: Record<string, string>;

  beforeEach(() => {
    folder = temporaryFolder();
    environment = { DATA_DIR: join(folder, 'data') };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const importFile = async (content: string): Promise<{ code: number | null; output: string; report: string }> => {
    const file = join(folder, 'complaints.csv');
    const report = join(folder, 'refused.csv');
    rmSync(report, { force: true });
    writeFileSync(file, content);
    const run = runProgram('cli/import', [file, '--report', report], environment);
    const code = await run.exit;
    return { code, output: run.output(), report: existsSync(report) ? readFileSync(report, 'utf8') : '' };
  };

  it('imports every good row once, and accounts for every other with its reason', async () => {
    const rows = [
      header,
      good('1', '信号差 Poor signal'),
      'too,short',
      good('2', 'Billed twice'),
      good('2', 'Again'),
      good('3', ''),
    ];
    const first = await importFile(rows.join('\r\n'));
    expect(first.code, first.output).to.equal(2);
    expect(first.output)
      .to.match(/Rows +5\b/)
      .and.to.match(/Registered +2\b/)
      .and.to.match(/Refused +3\b/);
    expect(first.report.trim().split('\r\n')).to.have.length(4);
    const second = await importFile([header, good('1', '信号差 Poor signal'), good('2', 'Billed twice')].join('\n'));
    expect(second.code).to.equal(0);
    expect(second.output)
      .to.match(/Registered +0\b/)
      .and.to.match(/Known +2\b/);
    expect(second.report).to.equal('');
  });

  it('says in one sentence when a file cannot be imported at all', async () => {
    for (const [content, words] of [
      ['', 'empty'],
      ['a,b\n1,2', "lacks the columns 'Ticket #'"],
    ] as const) {
      const { code, output } = await importFile(content);
      expect(code).to.equal(1);
      expect(output)
        .to.include(words)
        .and.not.to.match(/\n\s+at /);
    }
  });

  it('lets a person sign in with the roles they were given, and refuses what does not exist', async () => {
    const person = ['li.na', '--name', '李娜', '--role'];
    const wrong = runProgram('cli/add-person', [...person, 'emperor@gansu'], environment, 'long enough\n');
    expect(await wrong.exit).to.equal(1);
    expect(wrong.output()).to.include("no role 'emperor'").and.to.include('junior-agent');
    const short = runProgram('cli/add-person', [...person, 'administrator@gansu'], environment, 'short\n');
    expect(await short.exit).to.equal(1);
    const added = runProgram('cli/add-person', [...person, 'administrator@gansu'], environment, 'long enough\n');
    expect(await added.exit, added.output()).to.equal(0);
    const changed = runProgram('cli/add-person', [...person, 'auditor@gansu'], environment, 'longer still\n');
    expect(await changed.exit, changed.output()).to.equal(0);
    const server = await startServer({ ...environment, DEMO_STAFF: 'true' });
    const { status, body } = await clientOf(server.url).post('/session', { userId: 'li.na', password: 'longer still' });
    expect(status).to.equal(201);
    expect(body['user']).to.deep.include({ name: '李娜', roles: [{ role: 'auditor', node: 'gansu' }] });
    await signIn(server.url, 'junior.lanzhou');
    const admin = await signIn(server.url, 'admin');
    const { body: journal } = await admin.get('/organisation/journal?subject=person:li.na');
    const entries = journal['entries'] as { type: string; actor: object; before?: object; after: object }[];
    expect(entries.map(({ type }) => type)).to.deep.equal(['PersonAdded', 'PersonChanged']);
    expect(entries[1]).to.deep.include({ actor: { id: 'system', kind: 'system' }, reason: 'npm run add-person' });
    expect(entries[1]!.before).to.deep.include({ roles: [{ role: 'administrator', node: 'gansu' }] });
    expect(entries[1]!.after).to.deep.include({ roles: [{ role: 'auditor', node: 'gansu' }] });
    await server.kill('SIGTERM');
  });
});
