import { expect } from 'chai';
import { operations } from '../../api/app.ts';
import { unknownCase, wellFormed } from './well-formed.ts';
import { complaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

const unknownTask = `${unknownCase}.r1.9`;
const concrete = (path: string): string =>
  path
    .replace(':caseId', unknownCase)
    .replace(':personId', 'nobody')
    .replace(':batchId', 'nothing')
    .replace(':absenceId', 'nothing')
    .replace(':handoverId', 'nothing')
    .replace(':itemId', '1')
    .replace(':taskId', unknownTask)
    .replace(':waitId', 'r1.9')
    .replace(':customerId', 'nobody')
    .replace(':workId', unknownTask)
    .replace(':deliveryId', 'nothing')
    .replace(':attachmentId', '0'.repeat(24))
    .replace(':deploymentId', 'nothing')
    .replace(':designId', 'nothing')
    .replace(':ref', 'nothing')
    .replace(':rev', '1')
    .replace(':calendarId', 'nothing');

describe('Bad input', () => {
  let service: ServiceUnderTest;
  let junior: Client;

  before(async () => {
    service = await startServiceUnderTest();
    junior = await service.as('junior.lanzhou');
  });
  after(() => service.stop());

  for (const { method, path, access, consumes } of operations) {
    const name = `${method.toUpperCase()} ${path}`;

    if (access === 'signedIn') {
      it(`${name} asks who is there`, async () => {
        const { status, body, headers } = await service.anonymous.send(method, concrete(path));
        expect(status).to.equal(401);
        expect(body['code']).to.equal('NOT_SIGNED_IN');
        expect(headers.get('www-authenticate')).to.match(/^Bearer/);
      });

      if (path.includes(':'))
        it(`${name} says that there is no such thing`, async () => {
          const admin = await service.as('admin');
          const sample = wellFormed[path] ?? wellFormed[path.split('/').at(-1)!];
          const { status, body } = await admin.send(method, concrete(path), {
            headers: { 'Content-Type': 'application/json', ...(method === 'put' && { 'If-Match': '"1"' }) },
            ...(sample !== undefined && method !== 'get' && method !== 'delete' && { body: JSON.stringify(sample) }),
          });
          expect(status, String(body['detail'])).to.equal(404);
          expect(body['code']).to.be.oneOf([
            'BATCH_NOT_FOUND',
            'CASE_NOT_FOUND',
            'TASK_NOT_FOUND',
            'DEFINITION_NOT_FOUND',
            'CUSTOMER_NOT_FOUND',
            'CALENDAR_NOT_FOUND',
            'WORK_NOT_FOUND',
            'DELIVERY_NOT_FOUND',
            'DESIGN_NOT_FOUND',
            'PERSON_NOT_FOUND',
            'ABSENCE_NOT_FOUND',
            'HANDOVER_NOT_FOUND',
          ]);
        });
    }

    it(`${name} refuses other methods and says which are possible`, async () => {
      const { status, body, headers } = await junior.send('PATCH', concrete(path));
      expect(status).to.equal(405);
      expect(body['code']).to.equal('METHOD_NOT_ALLOWED');
      expect(headers.get('allow')).to.include(method.toUpperCase());
    });

    it(`${name} refuses unknown parameters by name`, async () => {
      const { status, body } = await junior.send(method, `${concrete(path)}?colour=red`);
      expect(status).to.equal(400);
      expect(body['code']).to.equal('INVALID_REQUEST');
      expect(body['detail']).to.include('colour');
    });

    if (method === 'post' && consumes === undefined) {
      const post = (body: string, type = 'application/json') =>
        junior.send('POST', concrete(path), { body, headers: { 'Content-Type': type } });

      it(`${name} refuses text that is no JSON`, async () => {
        const { status, body } = await post('{"a":');
        expect(status).to.equal(400);
        expect(body['code']).to.equal('INVALID_JSON');
      });

      it(`${name} refuses JSON that is no object`, async () => {
        for (const text of ['[]', '7', '"x"', 'null']) {
          const { status } = await post(text);
          expect(status, text).to.equal(400);
        }
      });

      it(`${name} refuses five megabytes`, async () => {
        const { status, body } = await post(JSON.stringify({ subject: 'x'.repeat(5_000_000) }));
        expect(status).to.equal(413);
        expect(body['code']).to.equal('BODY_TOO_LARGE');
      });

      it(`${name} refuses other media types`, async () => {
        const { status, body } = await post('<case/>', 'application/xml');
        expect(status).to.equal(415);
        expect(body['code']).to.equal('UNSUPPORTED_MEDIA_TYPE');
      });

      it(`${name} refuses unknown fields by name`, async () => {
        const { status, body } = await post('{"$where":"1"}');
        expect(status).to.equal(400);
        expect(body['detail']).to.include('$where');
      });
    }
  }

  const wrong: readonly (readonly [what: string, change: Record<string, unknown>, field: string])[] = [
    ['a number as subject', { subject: 7 }, 'subject'],
    ['an empty subject', { subject: '' }, 'subject'],
    ['a subject with a line break', { subject: 'a\nb' }, 'subject'],
    ['a subject that is an operator', { subject: { $gt: '' } }, 'subject'],
    ['a subject of 301 characters', { subject: 'x'.repeat(301) }, 'subject'],
    ['an unknown channel', { channel: 'pigeon' }, 'channel'],
    ['an unknown severity', { severity: 'worst' }, 'severity'],
    ['a customer that is text', { customer: 'Wang' }, 'customer'],
    ['an unknown customer class', { customer: { class: 'royal' } }, 'customer.class'],
    ['a moment that is none', { receivedAt: 'yesterday' }, 'receivedAt'],
    ['a source without key', { source: { system: 'crm' } }, 'source.key'],
    ['no centre', { centre: undefined }, 'centre'],
  ];
  for (const [what, change, field] of wrong)
    it(`registering with ${what} names the field`, async () => {
      const { status, body } = await junior.post('/cases', { ...complaint, ...change });
      expect(status).to.equal(400);
      const problems = (body['details'] as { problems: { field: string }[] }).problems;
      expect([...new Set(problems.map((problem) => problem.field))]).to.deep.equal([field]);
    });

  const nested = (levels: number): unknown => (levels === 0 ? 1 : { inside: nested(levels - 1) });
  const unkeepable: readonly (readonly [what: string, data: unknown])[] = [
    ['a NUL in a name', { 'a\u0000b': 1 }],
    ['a hundred levels', nested(100)],
    ['a name of 300 characters', { ['x'.repeat(300)]: 1 }],
    ['600 kB', { text: 'x'.repeat(600_000) }],
  ];
  for (const [what, data] of unkeepable)
    it(`data with ${what} is refused, not failed on`, async () => {
      const { status, body } = await junior.post('/cases', { ...complaint, data });
      expect(status).to.equal(400);
      expect(body['detail']).to.include('data');
    });

  it('a moment that does not exist or is still to come is refused', async () => {
    for (const receivedAt of ['2020-02-30', '0000-01-01', '2999-01-01', '+275760-09-13T00:00:00Z']) {
      const { status } = await junior.post('/cases', { ...complaint, receivedAt });
      expect(status, receivedAt).to.equal(400);
    }
  });

  it('two files that would be kept under one name are refused', async () => {
    const designer = await service.as('designer');
    const files = ['a.bpmn', 'a.bpmn2'].map((name) => ({ name, content: '<x/>' }));
    const { status, body } = await designer.post('/deployments', { name: 'twice', files });
    expect(status).to.equal(400);
    expect(body['detail']).to.include('a.bpmn');
  });

  it('an error nothing catches does not take a person’s task away', async () => {
    const registered = await junior.post('/cases', complaint);
    const caseId = registered.body['caseId'] as string;
    const shown = await junior.get(`/cases/${caseId}`);
    const taskId = (shown.body['openTasks'] as { id: string }[])[0]!.id;
    const waitId = taskId.split('.').slice(1).join('.');
    const integration = await service.as('integration');
    const { status } = await integration.post(`/cases/${caseId}/waiting/${waitId}/error`, { errorCode: 'x' });
    expect(status).to.equal(422);
    expect((await junior.get(`/tasks/${taskId}`)).body['status']).to.equal('ready');
  });

  it('registering for an unknown centre lists the centres', async () => {
    const { status, body } = await junior.post('/cases', { ...complaint, centre: 'atlantis' });
    expect(status).to.equal(422);
    expect(body['code']).to.equal('CENTRE_NOT_FOUND');
    expect(body['detail']).to.include('lanzhou');
  });

  it('registering with an unknown process says so', async () => {
    const { status, body } = await junior.post('/cases', { ...complaint, definitionKey: 'nothing' });
    expect(status).to.equal(404);
    expect(body['code']).to.equal('DEFINITION_NOT_FOUND');
  });

  it('a page key of somebody’s own making is refused', async () => {
    for (const after of ['x', encodeURIComponent('"'), Buffer.from('["a","b"]').toString('base64url')]) {
      const { status, body } = await junior.get(`/worklist?after=${after}`);
      expect(status, after).to.equal(400);
      expect(body['code']).to.equal('INVALID_REQUEST');
    }
  });

  it('odd ids and paths are answered, never failed on', async () => {
    for (const path of [
      '/cases/%00',
      '/cases/..%2f..',
      '/tasks/a',
      '/tasks/a.b.c/claim',
      '/cases/%E0%A4%A',
      '/nothing',
    ]) {
      const { status } = await junior.send('GET', path);
      expect(status, path).to.be.within(400, 405);
    }
    expect(service.failures).to.deep.equal([]);
  });

  const attempt = (userId: string) => service.anonymous.post('/session', { userId, password: 'wrong' });

  it('wrong credentials are refused alike for known and unknown users, and slowed down', async () => {
    expect((await attempt('junior.baiyin')).body['detail']).to.equal((await attempt('nobody')).body['detail']);
    for (let count = 0; count < 10; count += 1) await attempt('senior.baiyin');
    const { status, body } = await attempt('senior.baiyin');
    expect(status).to.equal(429);
    expect(body['code']).to.equal('TOO_MANY_ATTEMPTS');
  });

  it('a cookie works for our own pages and not for those of others', async () => {
    const signedIn = await service.anonymous.post('/session', { userId: 'senior.lanzhou', password: 'demo' });
    const cookie = signedIn.headers.get('set-cookie')!;
    expect(cookie).to.include('HttpOnly').and.to.include('SameSite=Lax');
    const headers = { Cookie: cookie.split(';')[0]! };
    expect((await service.anonymous.get('/session', headers)).body['user']).to.include({ id: 'senior.lanzhou' });
    const foreign = await service.anonymous.post('/cases', complaint, { ...headers, Origin: 'https://evil.example' });
    expect(foreign.status).to.equal(403);
    expect(foreign.body['code']).to.equal('FOREIGN_ORIGIN');
    const own = await service.anonymous.post('/cases', complaint, { ...headers, Origin: service.url });
    expect(own.status).to.equal(201);
  });

  it('a session that was closed is gone', async () => {
    const { body } = await service.anonymous.post('/session', { userId: 'leader.lanzhou', password: 'demo' });
    const headers = { Authorization: `Bearer ${body['token'] as string}` };
    expect((await service.anonymous.send('DELETE', '/session', { headers })).status).to.equal(204);
    expect((await service.anonymous.get('/session', headers)).status).to.equal(401);
  });
});
