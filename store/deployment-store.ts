/** Deployments: the files as they were given, versioned per process key; compiled once per process and kept. */
import {
  compileDefinition,
  type DefinitionStore,
  type DeployedDefinition,
  type DefinitionVersion,
  type Deployment,
  type StoredDeployment,
} from '../engine/index.ts';
import { nextCount } from './counters.ts';
import { isDuplicateKey, type Collection, type Db, type Filter, type IndexDescription } from './database.ts';

export type DeploymentDocument = Omit<StoredDeployment, 'id'> & { _id: string };

const fromDocument = ({ _id, ...deployment }: DeploymentDocument): StoredDeployment => ({ id: _id, ...deployment });

export const deploymentCollection = (db: Db): Collection<DeploymentDocument> =>
  db.collection<DeploymentDocument>('deployments');

export const deploymentIndexes: IndexDescription[] = [
  { name: 'version', key: { 'definitions.ref': 1 }, unique: true },
  { name: 'byKey', key: { 'definitions.key': 1, sequence: -1 } },
  { name: 'bySequence', key: { sequence: -1 } },
  { name: 'byName', key: { name: 1, sequence: -1 } },
];

/** The newest deployment of a name. Index: byName. */
const latestDeployment = async (db: Db, name: string): Promise<StoredDeployment | undefined> => {
  const latest = await deploymentCollection(db).find({ name }).sort({ sequence: -1 }).limit(1).next();
  return latest ? fromDocument(latest) : undefined;
};

/** Deployments without their files, newest first, before a sequence number. */
export const listDeployments = async (
  db: Db,
  before: number | undefined,
  limit: number,
): Promise<Omit<StoredDeployment, 'files'>[]> =>
  (
    await deploymentCollection(db)
      .find(before === undefined ? {} : { sequence: { $lt: before } }, { projection: { files: 0 } })
      .sort({ sequence: -1 })
      .limit(limit)
      .toArray()
  ).map(fromDocument);

const newestOf = (db: Db, filter: Filter<DeploymentDocument>, limit: number) =>
  deploymentCollection(db)
    .find(filter, { projection: { files: 0 } })
    .sort({ sequence: -1 })
    .limit(limit)
    .toArray();

/** Deployments that hold a version of a process, without their files, newest first. Index: byKey. */
export const deploymentsOf = async (
  db: Db,
  key: string,
  before: number | undefined,
  limit: number,
): Promise<Omit<StoredDeployment, 'files'>[]> => {
  const filter = { 'definitions.key': key, ...(before !== undefined && { sequence: { $lt: before } }) };
  return (await newestOf(db, filter, limit)).map(fromDocument);
};

/** The keys of all processes with their newest deployments: whatever is new in the newest deployment, again and again. */
export const newestDeployments = async (
  db: Db,
): Promise<{ key: string; deployment: Omit<StoredDeployment, 'files'> }[]> => {
  const found = new Map<string, Omit<StoredDeployment, 'files'>>();
  for (;;) {
    const [newest] = await newestOf(db, { definitions: { $elemMatch: { key: { $nin: [...found.keys()] } } } }, 1);
    if (!newest) break;
    for (const { key } of newest.definitions) if (!found.has(key)) found.set(key, fromDocument(newest));
  }
  return [...found].map(([key, deployment]) => ({ key, deployment })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
};

export const findDeployment = async (db: Db, id: string): Promise<StoredDeployment | undefined> => {
  const found = await deploymentCollection(db).findOne({ _id: id });
  return found ? fromDocument(found) : undefined;
};

/** The newest version of a process and the deployment that holds it. Index: byKey. */
const newestVersion = async (
  db: Db,
  key: string,
): Promise<{ deploymentId: string; sequence: number; version: number } | undefined> => {
  const newest = await deploymentCollection(db)
    .find({ 'definitions.key': key }, { projection: { definitions: 1, sequence: 1 } })
    .sort({ sequence: -1 })
    .limit(1)
    .next();
  const version = newest?.definitions.find((definition) => definition.key === key)?.version;
  return newest && version !== undefined ? { deploymentId: newest._id, sequence: newest.sequence, version } : undefined;
};

/** Stores a deployment in one write and gives each of its processes the next version of its key. */
const saveDeployment = async (
  db: Db,
  { id, ...deployment }: Omit<StoredDeployment, 'definitions' | 'sequence'>,
  processes: readonly Omit<DefinitionVersion, 'ref' | 'version'>[],
): Promise<StoredDeployment> => {
  for (;;) {
    const sequence = await nextCount(db, 'deployment');
    const newest = await Promise.all(processes.map(({ key }) => newestVersion(db, key)));
    // Sequences and versions must rise together: a deployment that was overtaken since it got its sequence takes another.
    if (newest.some((taken) => taken && taken.sequence > sequence)) continue;
    const definitions = processes.map((process, index) => {
      const version = (newest[index]?.version ?? 0) + 1;
      return { ...process, ref: `${process.key}:${version}`, version };
    });
    try {
      await deploymentCollection(db).insertOne({ _id: id, ...deployment, sequence, definitions });
      return { id, ...deployment, sequence, definitions };
    } catch (error) {
      // Another deployment took the version meanwhile: number this one after it.
      if (!isDuplicateKey(error)) throw error;
    }
  }
};

export const openDefinitionStore = (db: Db): DefinitionStore => {
  const compiled = new Map<string, Promise<Map<string, DeployedDefinition>>>();

  const compile = async (deploymentId: string): Promise<Map<string, DeployedDefinition>> => {
    const document = await deploymentCollection(db).findOne({ _id: deploymentId });
    if (!document) return new Map();
    const deployment: Deployment = { id: deploymentId, files: document.files };
    const { definitions } = await compileDefinition(deployment);
    return new Map(
      definitions.map((definition) => [
        definition.id,
        { definition, version: document.definitions.find(({ key }) => key === definition.key)?.version ?? 0 },
      ]),
    );
  };

  const load = async (deploymentId: string): Promise<Map<string, DeployedDefinition>> => {
    const loading = compiled.get(deploymentId) ?? compile(deploymentId);
    compiled.set(deploymentId, loading);
    const definitions = await loading.catch(() => new Map<string, DeployedDefinition>());
    // What was not there, or could not be read, may be there the next time.
    if (definitions.size === 0) compiled.delete(deploymentId);
    return loading;
  };

  const byId = async (id: string): Promise<DeployedDefinition | undefined> =>
    (await load(id.slice(0, id.indexOf('/')))).get(id);

  const refersTo = async (filter: Filter<DeploymentDocument>, key: string): Promise<DeployedDefinition | undefined> => {
    const [found] = await deploymentCollection(db)
      .find(filter, { projection: { _id: 1 } })
      .sort({ sequence: -1 })
      .limit(1)
      .toArray();
    return found && byId(`${found._id}/${key}`);
  };

  return {
    byId,
    /** Index: version. */
    byVersion: (key, version) => refersTo({ 'definitions.ref': `${key}:${version}` }, key),
    /** Index: byKey. */
    byVersionTag: (key, versionTag) => refersTo({ definitions: { $elemMatch: { key, versionTag } } }, key),
    /** Index: byName. */
    wasDeployed: async (name, contentHash) =>
      (await deploymentCollection(db).findOne({ name, contentHash }, { projection: { _id: 1 } })) !== null,
    latestDeployment: (name) => latestDeployment(db, name),
    save: (deployment, processes) => saveDeployment(db, deployment, processes),
    ofDeployment: async (deploymentId) => [...(await load(deploymentId)).values()],
    async latest(key) {
      const newest = await newestVersion(db, key);
      return newest && byId(`${newest.deploymentId}/${key}`);
    },
  };
};
