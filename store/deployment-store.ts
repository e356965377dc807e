/** Deployments: the files as they were given, versioned per process key; compiled once per process and kept. */
import {
  compileDefinition,
  type DefinitionStore,
  type DeployedDefinition,
  type Deployment,
  type DeploymentFile,
} from '../engine/index.ts';
import { nextCount } from './counters.ts';
import { isDuplicateKey, type Collection, type Db, type IndexDescription } from './database.ts';

export type DeploymentDocument = {
  _id: string;
  /** 1, 2, 3 … over all deployments; later ones hold later versions. */
  sequence: number;
  name: string;
  files: readonly DeploymentFile[];
  /** SHA-256 over the files; the same files are not deployed twice in a row. */
  contentHash: string;
  deployedAt: Date;
  deployedBy: string;
  definitions: readonly DefinitionVersion[];
};

export type DefinitionVersion = {
  /** `<key>:<version>`, unique over all deployments. */
  ref: string;
  key: string;
  version: number;
  name?: string;
  isExecutable: boolean;
};

export const deploymentCollection = (db: Db): Collection<DeploymentDocument> =>
  db.collection<DeploymentDocument>('deployments');

export const deploymentIndexes: IndexDescription[] = [
  { name: 'version', key: { 'definitions.ref': 1 }, unique: true },
  { name: 'byKey', key: { 'definitions.key': 1, sequence: -1 } },
  { name: 'byName', key: { name: 1, sequence: -1 } },
];

/** The newest deployment of a name. Index: byName. */
export const latestDeployment = async (db: Db, name: string): Promise<DeploymentDocument | undefined> =>
  (await deploymentCollection(db).find({ name }).sort({ sequence: -1 }).limit(1).next()) ?? undefined;

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
export const saveDeployment = async (
  db: Db,
  deployment: Omit<DeploymentDocument, 'definitions' | 'sequence'>,
  processes: readonly Omit<DefinitionVersion, 'ref' | 'version'>[],
): Promise<DeploymentDocument> => {
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
      await deploymentCollection(db).insertOne({ ...deployment, sequence, definitions });
      return { ...deployment, sequence, definitions };
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

  const byId = async (id: string): Promise<DeployedDefinition | undefined> => {
    const deploymentId = id.slice(0, id.indexOf('/'));
    const loading = compiled.get(deploymentId) ?? compile(deploymentId);
    compiled.set(deploymentId, loading);
    const definitions = await loading;
    if (definitions.size === 0) compiled.delete(deploymentId);
    return definitions.get(id);
  };

  return {
    byId,
    async latest(key) {
      const newest = await newestVersion(db, key);
      return newest && byId(`${newest.deploymentId}/${key}`);
    },
  };
};
