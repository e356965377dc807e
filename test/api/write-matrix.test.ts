/**
 * Every operation that writes, sent by every role to a case of its own centre and of another one: whoever does not see a case can
 * do nothing to it, and nobody's request makes the service fail. Operations come from the list the application is made of.
 */
import { expect } from 'chai';
import { operations } from '../../api/app.ts';
import { roleNames, type RoleName } from '../../engine/index.ts';
import { anotherComplaint, startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';
import { wellFormed } from './well-formed.ts';

const writes = operations.filter(({ method, access }) => method !== 'get' && access === 'signedIn');
const ofCases = writes.filter(({ path }) => path.includes(':caseId') || path.includes(':taskId'));

/** Whoever only looks on, at the own centre too. */
const lookOn: ReadonlySet<RoleName> = new Set<RoleName>(['statistician', 'provincial-statistician', 'auditor']);

/** What whoever only looks on may send all the same: it changes nothing of the case, or concerns themselves alone. */
const forLookers: ReadonlySet<string> = new Set([
  'POST /cases/:caseId/evidence',
  'POST /cases/:caseId/unmask',
  'POST /cases/:caseId/notes',
  'POST /tasks/:taskId/presence',
  'PUT /tasks/:taskId/draft',
  'DELETE /tasks/:taskId/draft',
]);

/** What concerns the sender alone, or many things of which each is judged by itself. */
const ownOrJudgedEach: ReadonlySet<string> = new Set([
  'DELETE /session',
  'POST /tasks/bulk',
  'POST /batches',
  'POST /batches/preview',
  'POST /contacts/check',
  'POST /customers/lookup',
]);

const place = (role: RoleName, node: string): string => (role === 'branch-handler' ? `${node}-branch` : node);

describe('Who may write', function () {
  this.timeout(120_000);
  let service: ServiceUnderTest;
  let caseId: string;
  let taskId: string;
  let other: string;
  const clients = new Map<string, Client>();

  before(async () => {
    service = await startServiceUnderTest();
    const [admin, junior] = await Promise.all([service.as('admin'), service.as('junior.lanzhou')]);
    const register = async (): Promise<string> =>
      (await junior.post('/cases', anotherComplaint())).body['caseId'] as string;
    [caseId, other] = [await register(), await register()];
    taskId = ((await junior.get(`/cases/${caseId}`)).body['openTasks'] as { id: string }[])[0]!.id;
    for (const role of roleNames)
      for (const node of ['lanzhou', 'tianshui']) {
        const id = `${role}.at.${node}`;
        const password = 'matrix-password';
        const { status } = await admin.post('/people', {
          id,
          name: id,
          roles: [{ role, node: place(role, node) }],
          password,
        });
        expect(status, id).to.equal(201);
        const { body } = await service.anonymous.post('/session', { userId: id, password });
        const headers = { Authorization: `Bearer ${body['token'] as string}` };
        clients.set(id, {
          ...service.anonymous,
          send: (method, path, init = {}) =>
            service.anonymous.send(method, path, {
              ...init,
              headers: { ...headers, ...(init.headers as Record<string, string>) },
            }),
        });
      }
  });
  after(async () => {
    await service.stop();
    expect(service.failures).to.deep.equal([]);
  });

  const concrete = (path: string): string =>
    path
      .replace(':caseId', caseId)
      .replace(':taskId', taskId)
      .replace(':waitId', taskId.split('.').slice(1).join('.'))
      .replace(':attachmentId', '0'.repeat(24))
      .replace(':rev', '1')
      .replace(/:\w+/g, 'nothing');

  const send = (role: RoleName, node: string, { method, path }: (typeof writes)[number]) => {
    const sample = wellFormed[path] ?? wellFormed[path.split('/').at(-1)!];
    const text = JSON.stringify(sample ?? {}).replaceAll('AAAAAAAAAAAAAAAA', other);
    return clients.get(`${role}.at.${node}`)!.send(method, concrete(path), {
      headers: { 'Content-Type': 'application/json', ...(method === 'put' && { 'If-Match': '"1"' }) },
      ...(method !== 'delete' && { body: text }),
    });
  };

  for (const declared of ofCases) {
    const name = `${declared.method.toUpperCase()} ${declared.path}`;

    it(`${name} is refused to other centres and to whoever only looks on`, async () => {
      const before = (await (await service.as('admin')).get(`/cases/${caseId}`)).body['rev'];
      for (const role of roleNames) {
        const { status, body } = await send(role, 'tianshui', declared);
        // A body that is no JSON is refused for its form before anybody looks who sent it.
        const refusals = declared.consumes === undefined ? [403, 404] : [400, 403, 404, 415];
        expect(status, `${role} of another centre: ${JSON.stringify(body)}`).to.be.oneOf(refusals);
        if (!lookOn.has(role) || forLookers.has(name)) continue;
        const looking = await send(role, 'lanzhou', declared);
        expect(looking.status, `${role}: ${JSON.stringify(looking.body)}`).to.be.oneOf([...refusals, 409, 422]);
      }
      const after = (await (await service.as('admin')).get(`/cases/${caseId}`)).body['rev'];
      expect(after, 'the case is as it was').to.equal(before);
    });
  }

  for (const declared of writes.filter((one) => !ofCases.includes(one))) {
    const name = `${declared.method.toUpperCase()} ${declared.path}`;
    if (ownOrJudgedEach.has(name)) continue;

    it(`${name} does nothing for statisticians of another centre and fails for nobody`, async () => {
      for (const role of roleNames) {
        const { status, body } = await send(role, 'tianshui', declared);
        expect(status, `${role}: ${JSON.stringify(body)}`).to.be.below(500);
        if (role === 'statistician')
          expect(status, `${role}: ${JSON.stringify(body)}`).to.be.oneOf([400, 403, 404, 415, 422]);
      }
    });
  }
});
