import { expect } from 'chai';
import type { StoredDeployment } from '../../../engine/index.ts';
import { deploymentCollection, openDefinitionStore } from '../../../store/deployment-store.ts';
import { migrate } from '../../../store/migrate.ts';
import { onEveryServer } from '../mongodb/servers.ts';
import { minutesLater } from './changes.ts';

const model = (key: string, name: string): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="t"><process id="${key}" name="${name}" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/><endEvent id="e"/></process></definitions>`;

onEveryServer('The deployment store', ({ db }) => {
  const save = (id: string, key: string): Promise<StoredDeployment> =>
    openDefinitionStore(db()).save(
      {
        id,
        name: key,
        files: [{ name: `${key}.bpmn`, content: model(key, id) }],
        contentHash: id,
        deployedAt: minutesLater(0),
        deployedBy: 'designer',
      },
      [{ key, isExecutable: true }],
    );

  before(() => migrate(db(), minutesLater(0)));

  it('numbers the versions of a process one after the other', async () => {
    const versions = [];
    for (const id of ['a1', 'a2', 'a3']) versions.push((await save(id, 'a')).definitions[0]?.version);
    expect(versions).to.deep.equal([1, 2, 3]);
    const definitions = openDefinitionStore(db());
    expect((await definitions.latestDeployment('a'))?.id).to.equal('a3');
    expect(await definitions.latestDeployment('nothing')).to.equal(undefined);
  });

  it('never gives one version to two deployments that come at once', async () => {
    const saved = await Promise.all(['b1', 'b2', 'b3', 'b4', 'b5'].map((id) => save(id, 'b')));
    const versions = saved.map(({ definitions }) => definitions[0]?.version ?? 0);
    expect(versions.toSorted((left, right) => left - right)).to.deep.equal([1, 2, 3, 4, 5]);
    const stored = await deploymentCollection(db()).find({ name: 'b' }).sort({ sequence: 1 }).toArray();
    expect(stored.map(({ definitions }) => definitions[0]?.version)).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('gives the definition of every version, and the newest of a key', async () => {
    await save('c1', 'c');
    await save('c2', 'c');
    const definitions = openDefinitionStore(db());
    const first = await definitions.byId('c1/c');
    expect(first?.version).to.equal(1);
    expect(first?.definition.name).to.equal('c1');
    const newest = await definitions.latest('c');
    expect([newest?.version, newest?.definition.id]).to.deep.equal([2, 'c2/c']);
    expect(await definitions.latest('nothing')).to.equal(undefined);
    expect(await definitions.byId('nothing/c')).to.equal(undefined);
  });

  it('finds a deployment that came after it was asked for in vain', async () => {
    const definitions = openDefinitionStore(db());
    expect(await definitions.byId('d1/d')).to.equal(undefined);
    await save('d1', 'd');
    expect((await definitions.byId('d1/d'))?.version).to.equal(1);
  });
});
