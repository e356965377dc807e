import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { brokenOrganisationLink } from '../../engine/desk/chain-entry.ts';
import type { OrganisationEntry } from '../../engine/desk/desk-record.ts';
import { startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

const wang = {
  id: 'wang.mei',
  name: '王梅',
  roles: [{ role: 'junior-agent', node: 'baiyin' }],
  skills: ['broadband'],
  password: 'correct horse',
};

type Listed = { id: string; name: string; isActive: boolean }[];

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const put = (client: Client, path: string, body: unknown, headers: Record<string, string> = {}) =>
  client.send('PUT', path, {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  });

describe('People over HTTP', () => {
  let service: ServiceUnderTest;
  let admin: Client;

  before(async () => {
    service = await startServiceUnderTest();
    admin = await service.as('admin');
  });
  after(() => service.stop());

  it('an administrator adds a person, who can sign in then; a repeat adds nobody', async () => {
    const headers = { 'Idempotency-Key': 'add-wang' };
    const added = await admin.post('/people', wang, headers);
    expect(added.status, JSON.stringify(added.body)).to.equal(201);
    expect(added.body['person']).to.deep.equal({
      id: 'wang.mei',
      rev: 1,
      name: '王梅',
      roles: wang.roles,
      skills: ['broadband'],
      isActive: true,
    });
    expect((await admin.post('/people', wang, headers)).body).to.include({ isRepeat: true });
    expect((await admin.post('/people', wang)).body['code']).to.equal('PERSON_EXISTS');
    const signedIn = await service.anonymous.post('/session', { userId: wang.id, password: wang.password });
    expect(signedIn.status).to.equal(201);
  });

  it('no answer and no journal entry holds a password or its hash', async () => {
    await admin.post('/people', { ...wang, id: 'wang.secret' });
    await put(admin, '/people/wang.secret', { password: 'another horse' });
    for (const path of ['/people?text=wang', '/people/wang.secret', '/organisation/journal?limit=1000'])
      expect(JSON.stringify((await admin.get(path)).body), path).to.not.match(/horse|scrypt|passwordHash/);
  });

  it('changes are recorded with before and after, and refused on an old revision', async () => {
    await admin.post('/people', { ...wang, id: 'li.lei', name: '李雷' });
    const change = { skills: ['billing'], reason: 'trained' };
    const changed = await put(admin, '/people/li.lei', change, { 'If-Match': '"1"' });
    expect(changed.status, JSON.stringify(changed.body)).to.equal(200);
    expect((await put(admin, '/people/li.lei', change, { 'If-Match': '"1"' })).body['code']).to.equal(
      'VERSION_CONFLICT',
    );
    const { body } = await admin.get('/organisation/journal?subject=person:li.lei');
    const [added, last] = body['entries'] as OrganisationEntry[];
    expect(added).to.include({ type: 'PersonAdded', command: 'addPerson' });
    expect(last).to.include({ type: 'PersonChanged', reason: 'trained' });
    expect(last?.before).to.deep.include({ skills: ['broadband'] });
    expect(last?.after).to.deep.include({ skills: ['billing'] });
  });

  it('somebody deactivated can no longer sign in', async () => {
    await admin.post('/people', { ...wang, id: 'gone' });
    expect((await put(admin, '/people/gone', { isActive: false, reason: 'left' })).status).to.equal(200);
    const { status } = await service.anonymous.post('/session', { userId: 'gone', password: wang.password });
    expect(status).to.equal(401);
    const { body } = await admin.get('/people?isActive=false');
    expect((body['people'] as Listed).map(({ id }) => id)).to.include('gone');
  });

  it('a centre’s manager reads the people of the centre and its branch, page by page, and changes nobody', async () => {
    const manager = await service.as('manager.lanzhou');
    const ids: string[] = [];
    let after = '';
    for (;;) {
      const { body } = await manager.get(`/people?limit=2${after}`);
      const people = body['people'] as Listed;
      ids.push(...people.map(({ id }) => id));
      if (body['next'] === null) {
        expect(ids).to.have.length(body['total'] as number);
        break;
      }
      after = `&after=${body['next'] as string}`;
    }
    expect(ids).to.include('junior.lanzhou');
    expect(ids.filter((id) => id.includes('tianshui'))).to.deep.equal([]);
    expect((await manager.get('/people/junior.tianshui')).status).to.equal(404);
    expect((await put(manager, '/people/junior.lanzhou', { name: 'x' })).body['code']).to.equal('NOT_ALLOWED');
  });

  it('an agent sees themself, and no list', async () => {
    const junior = await service.as('junior.lanzhou');
    expect((await junior.get('/people')).body['code']).to.equal('NOT_ALLOWED');
    expect((await junior.get('/people/junior.lanzhou')).status).to.equal(200);
    expect((await junior.get('/people/senior.lanzhou')).status).to.equal(404);
    expect((await junior.get('/organisation/journal')).body['code']).to.equal('NOT_ALLOWED');
  });

  it('an administrator of a centre cannot reach beyond it', async () => {
    const roles = [{ role: 'administrator', node: 'baiyin' }];
    await admin.post('/people', { ...wang, id: 'admin.baiyin', roles });
    const { body } = await service.anonymous.post('/session', { userId: 'admin.baiyin', password: wang.password });
    const headers = { Authorization: `Bearer ${String(body['token'])}` };
    const promote = { ...wang, id: 'king', roles: [{ role: 'administrator', node: 'gansu' }] };
    expect((await service.anonymous.post('/people', promote, headers)).body['code']).to.equal('NOT_ALLOWED');
    expect((await service.anonymous.post('/people', { ...wang, id: 'ok' }, headers)).status).to.equal(201);
    const foreign = await service.anonymous.post(
      '/people',
      { ...wang, id: 'x', roles: [{ role: 'auditor', node: 'mars' }] },
      headers,
    );
    expect(foreign.body['code']).to.equal('NODE_NOT_FOUND');
  });

  it('the journal of the organisation is one whole chain, also when many write at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => admin.post('/people', { ...wang, id: `crowd.${index}` })),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 201));
    const { body } = await admin.get('/organisation/journal?limit=1000');
    const entries = (body['entries'] as (OrganisationEntry & { at: string })[]).map((entry) => ({
      ...entry,
      at: new Date(entry.at),
    }));
    expect(entries.length).to.be.greaterThan(12);
    expect(brokenOrganisationLink(entries, digest)).to.equal(undefined);
    expect(brokenOrganisationLink(entries.with(3, { ...entries[3]!, subject: 'person:x' }), digest)).to.not.equal(
      undefined,
    );
  });
});
