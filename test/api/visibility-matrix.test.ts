/**
 * Every operation that reads, asked by every role at its own place and beside it: who gets an answer, and whether any answer
 * holds personal data. Operations come from the list the application is made of; a new one is asked without being added here.
 */
import { expect } from 'chai';
import { operations } from '../../api/app.ts';
import { roleNames, type RoleName } from '../../engine/index.ts';
import { startServiceUnderTest, type Client, type ServiceUnderTest } from './service-under-test.ts';

/** Everything that must not be seen by those who do not need it. */
const secrets = ['王小明', '13900001234', '东方红广场一号', 'wang@mail.example.com', '0931-8412345'];

const contact = {
  centre: 'lanzhou',
  channel: 'phone',
  subject: '王小明的宽带断线',
  description: '王小明（13900001234）家住东方红广场一号，邮箱wang@mail.example.com',
  category: 'fault',
  definitionKey: 'matrix',
  customer: { class: 'ordinary', name: '王小明', phone: '13900001234', address: '东方红广场一号' },
  data: { callbackPhone: '0931-8412345', remark: '王小明很着急' },
};

const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  id="d" targetNamespace="urn:test">
  <bpmn:process id="matrix" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="note"/>
    <bpmn:userTask id="note" camunda:candidateGroups="junior-agent"/>
    <bpmn:sequenceFlow id="f2" sourceRef="note" targetRef="order"/>
    <bpmn:callActivity id="order" calledElement="matrixOrder"/>
    <bpmn:sequenceFlow id="f3" sourceRef="order" targetRef="done"/>
    <bpmn:endEvent id="done"/>
  </bpmn:process>
  <bpmn:process id="matrixOrder" isExecutable="true">
    <bpmn:startEvent id="sent"/>
    <bpmn:sequenceFlow id="g1" sourceRef="sent" targetRef="repair"/>
    <bpmn:userTask id="repair" camunda:candidateGroups="branch-handler"/>
    <bpmn:sequenceFlow id="g2" sourceRef="repair" targetRef="repaired"/>
    <bpmn:endEvent id="repaired"/>
  </bpmn:process>
</bpmn:definitions>`;

const sees: ReadonlySet<RoleName> = new Set(roleNames.filter((role) => role !== 'branch-handler'));
const needsPersonalData: ReadonlySet<RoleName> = new Set<RoleName>([
  'junior-agent',
  'senior-agent',
  'manager-hotline',
  'satisfaction-surveyor',
  'provincial-hotline',
  'integration-client',
]);

/** Where the rule for what lies below a case is not enough: who of those who see it gets an answer. */
const onlyThese: Readonly<Record<string, readonly RoleName[]>> = {
  '/cases/:caseId/access-log': ['auditor', 'administrator', 'centre-leader', 'manager-hotline', 'provincial-hotline'],
  '/access-log': ['auditor', 'administrator', 'centre-leader', 'manager-hotline', 'provincial-hotline'],
  '/people': [
    'administrator',
    'auditor',
    'service-supervisor',
    'centre-leader',
    'manager-hotline',
    'provincial-hotline',
  ],
  '/organisation/journal': ['administrator', 'auditor'],
  '/deployments': ['process-designer', 'administrator'],
};

/** Open to everybody who is signed in. */
const forEverybody: ReadonlySet<string> = new Set(['/organisation', '/session', '/worklist', '/messages', '/cases']);

type Place = { readonly node: string; readonly isOwn: boolean };

const placesOf = (role: RoleName): Place[] =>
  role === 'branch-handler'
    ? [
        { node: 'lanzhou-branch', isOwn: true },
        { node: 'tianshui-branch', isOwn: false },
      ]
    : [
        { node: 'gansu', isOwn: true },
        { node: 'lanzhou', isOwn: true },
        { node: 'tianshui', isOwn: false },
      ];

/** What everybody gets who sees the case at all; others below a case may be for fewer. */
const forAllWhoSee: ReadonlySet<string> = new Set([
  '/cases/:caseId',
  '/cases/:caseId/journal',
  '/cases/:caseId/waiting',
  '/tasks/:taskId',
]);

const idOf = (role: RoleName, { node }: Place): string => `matrix.${role}.${node}`;

const maySeeCase = (role: RoleName, { isOwn }: Place): boolean =>
  isOwn && (sees.has(role) || role === 'branch-handler');

/** What a question needs to be one. */
const questions: Readonly<Record<string, string>> = {
  '/shifts': '?node=lanzhou',
  '/roster': '?node=lanzhou&from=2026-03-01&to=2026-03-31',
  '/on-duty': '?node=lanzhou',
  '/cases/search': `?q=${encodeURIComponent('宽带断线')}`,
  '/customers': '?phone=13900001234',
};

const readable = operations.filter(({ method, access }) => method === 'get' && access === 'signedIn');

describe('Who sees what', () => {
  let service: ServiceUnderTest;
  let caseId: string;
  let orderTaskId: string;
  const clients = new Map<string, Client>();
  const tokens = new Map<string, string>();

  before(async function () {
    service = await startServiceUnderTest();
    const [admin, designer, junior] = await Promise.all(
      ['admin', 'designer', 'junior.lanzhou'].map((id) => service.as(id)),
    );
    await designer!.post('/deployments', { name: 'matrix', files: [{ name: 'matrix.bpmn', content: bpmn }] });
    const registered = await junior!.post('/cases', contact);
    expect(registered.status, String(registered.body['detail'])).to.equal(201);
    caseId = registered.body['caseId'] as string;
    const openTask = async (): Promise<string> =>
      ((await junior!.get(`/cases/${caseId}`)).body['openTasks'] as { id: string }[])[0]!.id;
    const response = '已致电13900001234，王小明同意上门';
    const completed = await junior!.post(`/tasks/${await openTask()}/complete`, { data: { response } });
    expect(completed.status, String(completed.body['detail'])).to.equal(200);
    orderTaskId = await openTask();
    for (const role of roleNames)
      for (const place of placesOf(role)) {
        const id = idOf(role, place);
        const person = { id, name: id, roles: [{ role, node: place.node }], password: 'matrix-password' };
        const added = await admin!.post('/people', person);
        expect(added.status, String(added.body['detail'])).to.equal(201);
        const { body } = await service.anonymous.post('/session', { userId: id, password: person.password });
        tokens.set(id, body['token'] as string);
        const authorization = { Authorization: `Bearer ${body['token'] as string}` };
        clients.set(id, {
          ...service.anonymous,
          get: (path) => service.anonymous.get(path, authorization),
          post: (path, content) => service.anonymous.post(path, content, authorization),
        });
      }
  });
  after(() => service.stop());

  /** What the operation answers, as text. */
  const ask = async (id: string, path: string): Promise<{ status: number; text: string }> => {
    const concrete = path
      .replace(':caseId', caseId)
      .replace(':taskId', orderTaskId)
      .replace(':rev', '1')
      .replace(':attachmentId', '0'.repeat(24))
      .replace(/:\w+/g, 'nothing')
      .concat(questions[path] ?? '');
    const headers = { Authorization: `Bearer ${tokens.get(id)}` };
    const response = await fetch(`${service.url}/api/v1${concrete}`, { headers });
    return { status: response.status, text: await response.text() };
  };

  for (const { path } of readable.filter((declared) => declared.path !== '/events')) {
    const below = path.startsWith('/cases/:caseId') || path.startsWith('/tasks/:taskId');

    it(`GET ${path} shows personal data to nobody who does not need it`, async () => {
      const statuses = new Set<number>();
      for (const role of roleNames)
        for (const place of placesOf(role)) {
          const { status, text } = await ask(idOf(role, place), path);
          statuses.add(status);
          const who = `${role} at ${place.node}`;
          expect(status, `${who}: ${text}`).to.be.oneOf([200, 400, 403, 404, 409]);
          if (needsPersonalData.has(role) && place.isOwn) continue;
          for (const secret of secrets) expect(text, who).to.not.include(secret);
        }
      expect([...statuses], 'what it needs to be asked belongs into questions').to.not.deep.equal([400]);
    });

    if (below || path in onlyThese || forEverybody.has(path))
      it(`GET ${path} answers those it is for`, async () => {
        for (const role of roleNames)
          for (const place of placesOf(role)) {
            const { status, text } = await ask(idOf(role, place), path);
            const who = `${role} at ${place.node}: ${text}`;
            const among = onlyThese[path]?.includes(role) ?? true;
            const isAnswered = among && (!below || maySeeCase(role, place));
            // There is no such file; who may open one is asked where files are tested.
            if (path.includes(':attachmentId')) expect(status, who).to.be.oneOf([403, 404]);
            else if (isAnswered)
              expect(status, who).to.be.oneOf(
                path in onlyThese || !below || forAllWhoSee.has(path) ? [200] : [200, 403],
              );
            else expect(status, who).to.be.oneOf([403, 404]);
          }
      });
  }

  it('whoever needs personal data sees it', async () => {
    for (const role of needsPersonalData)
      for (const place of placesOf(role).filter(({ isOwn }) => isOwn)) {
        const { text } = await ask(idOf(role, place), '/cases/:caseId');
        for (const secret of secrets) expect(text, `${role} at ${place.node}`).to.include(secret);
      }
  });

  it('a list shows each centre its own, and a branch what was sent to it', async () => {
    for (const role of roleNames)
      for (const place of placesOf(role)) {
        const { text } = await ask(idOf(role, place), '/cases');
        expect(text.includes(caseId), `${role} at ${place.node}`).to.equal(maySeeCase(role, place));
      }
  });

  it('a branch sees the run, the task and the entries of its work order alone', async () => {
    const branch = clients.get('matrix.branch-handler.lanzhou-branch')!;
    const { body } = await branch.get(`/cases/${caseId}`);
    expect((body['openTasks'] as { activityId: string }[]).map(({ activityId }) => activityId)).to.deep.equal([
      'repair',
    ]);
    expect(body['definition']).to.include({ key: 'matrixOrder' });
    expect(body['contact']).to.have.property('customer').that.deep.equals({ class: 'ordinary' });
    const entries = (await branch.get(`/cases/${caseId}/journal?limit=1000`)).body['entries'] as {
      type: string;
      activityId?: string;
    }[];
    expect(entries.map(({ type }) => type))
      .to.include('TaskCreated')
      .and.to.not.include('CaseRegistered');
    expect(entries.filter(({ activityId }) => activityId === 'note')).to.deep.equal([]);
    const { runs } = (await branch.get(`/cases/${caseId}/waiting`)).body as { runs: { definition: { key: string } }[] };
    expect(runs.map(({ definition }) => definition.key)).to.deep.equal(['matrixOrder']);
  });

  it('an unmasking shows the customer, and stands in the journal and in the access log', async () => {
    const auditor = clients.get('matrix.auditor.gansu')!;
    const before = await auditor.get(`/cases/${caseId}`);
    expect(before.body['contact']).to.have.nested.property('customer.name', '王**');
    const reason = 'complaint about a complaint';
    const { status, body } = await auditor.post(`/cases/${caseId}/unmask`, { reason });
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body['contact']).to.have.nested.property('customer.name', '王小明');
    const log = (await auditor.get(`/cases/${caseId}/access-log?kind=unmasked`)).body['accesses'] as object[];
    expect(log[0]).to.include({ userId: 'matrix.auditor.gansu', kind: 'unmasked', reason });
    const journal = (await auditor.get(`/cases/${caseId}/journal?limit=1000`)).body['entries'] as object[];
    expect(journal.at(-1)).to.include({ type: 'PersonalDataUnmasked', reason });
    const views = (await auditor.get('/access-log?kind=viewed&limit=200')).body['accesses'] as { userId: string }[];
    expect(views.map(({ userId }) => userId)).to.include('junior.lanzhou');
  });

  it('statisticians, other centres and branches without open work may not unmask', async () => {
    for (const id of [
      'statistician.lanzhou',
      'auditor.tianshui',
      'branch-handler.tianshui-branch',
      'process-designer.gansu',
    ]) {
      const { status, body } = await clients
        .get(`matrix.${id}`)!
        .post(`/cases/${caseId}/unmask`, { reason: 'curious' });
      expect(status, id).to.equal(403);
      expect(body['code'], id).to.equal('NOT_ALLOWED');
    }
    const branch = clients.get('matrix.branch-handler.lanzhou-branch')!;
    expect((await branch.post(`/cases/${caseId}/unmask`, { reason: 'to call before the visit' })).status).to.equal(200);
  });
});
