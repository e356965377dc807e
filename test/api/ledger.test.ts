import { expect } from 'chai';
import { complaint, eventually, startServiceUnderTest, type ServiceUnderTest } from './service-under-test.ts';

type Verified = { isIntact: boolean; findings: { code: string; isFault: boolean }[]; anchors: number; cases: number };

const codesOf = ({ findings }: Verified): string[] => findings.map(({ code }) => code);

describe('The ledger', () => {
  let service: ServiceUnderTest;
  let caseId: string;

  const verify = async (path: string): Promise<Verified> => {
    const { status, body } = await (await service.as('auditor')).get(path);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as unknown as Verified;
  };
  const journal = () => service.service.store.db.collection<{ _id: string; reason?: string }>('journal');

  before(async () => {
    service = await startServiceUnderTest();
    const { body } = await (await service.as('junior.lanzhou')).post('/cases', complaint);
    caseId = String(body['caseId']);
    await eventually(
      () => verify(`/cases/${caseId}/verification`),
      ({ anchors }) => anchors > 0,
    );
  });
  after(() => service.stop());

  it('anchors a case soon and finds it whole', async () => {
    const own = await verify(`/cases/${caseId}/verification`);
    expect(own.isIntact).to.equal(true);
    const all = await verify('/ledger/verification');
    expect(all).to.include({ isIntact: true, cases: 1 });
  });

  it('shows its entries and public keys to auditors only', async () => {
    const { body } = await (await service.as('auditor')).get('/ledger');
    expect(body['total']).to.be.greaterThan(0);
    expect(Object.values(body['keys'] as object)[0]).to.include('BEGIN PUBLIC KEY');
    expect(JSON.stringify(body)).not.to.include('PRIVATE');
    for (const path of ['/ledger', '/ledger/verification']) {
      const refused = await (await service.as('manager.lanzhou')).get(path);
      expect(refused.status).to.equal(403);
    }
  });

  it('notices an entry that was changed', async () => {
    const _id = `${caseId}:1`;
    await journal().updateOne({ _id }, { $set: { reason: 'never happened' } });
    const changed = await verify(`/cases/${caseId}/verification`);
    expect(changed.isIntact).to.equal(false);
    expect(codesOf(changed)).to.include('CHAIN_BROKEN');
    await journal().updateOne({ _id }, { $unset: { reason: '' } });
    expect((await verify(`/cases/${caseId}/verification`)).isIntact).to.equal(true);
  });

  it('misses a case that was removed', async () => {
    const cases = service.service.store.db.collection<{ _id: string }>('cases');
    const document = await cases.findOne({ _id: caseId });
    await cases.deleteOne({ _id: caseId });
    const without = await verify('/ledger/verification');
    expect(codesOf(without)).to.deep.equal(['CASE_MISSING']);
    await cases.insertOne(document!);
    expect((await verify('/ledger/verification')).isIntact).to.equal(true);
  });

  it('notices when its own past was changed', async () => {
    const ledger = service.service.store.db.collection<{ _id: number }>('ledger');
    await ledger.updateOne({ _id: 1 }, { $set: { 'heads.0.hash': 'f'.repeat(64) } });
    expect(codesOf(await verify('/ledger/verification'))).to.include('LEDGER_BROKEN');
    expect(codesOf(await verify(`/cases/${caseId}/verification`))).to.include('SIGNATURE_WRONG');
  });
});
