/**
 * The servers a contract test runs against: the embedded one, and any MongoDB named by MONGODB_URI. Each suite gets a database of its
 * own, dropped at the end.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { startEmbeddedServer } from '../../../store/embedded/start-embedded-server.ts';

export type Subject = {
  client: () => MongoClient;
  db: () => Db;
  uri: () => string;
  isEmbedded: boolean;
};

type Started = { uri: string; stop(): Promise<void> };

const startInTemporaryFolder = async (): Promise<Started> => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  const server = await startEmbeddedServer({ folder, ttlIntervalMs: 50 });
  return {
    uri: server.uri,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const describeOn = (
  title: string,
  isEmbedded: boolean,
  start: () => Promise<Started>,
  suite: (subject: Subject) => void,
): void => {
  describe(title, () => {
    let server: Started;
    let client: MongoClient;
    let db: Db;

    before(async () => {
      server = await start();
      client = await new MongoClient(server.uri, { serverSelectionTimeoutMS: 5000 }).connect();
      db = client.db(`contract_${randomBytes(6).toString('hex')}`);
    });

    after(async () => {
      await db.dropDatabase();
      await client.close();
      await server.stop();
    });

    suite({ client: () => client, db: () => db, uri: () => server.uri, isEmbedded });
  });
};

/** Runs the suite on every server there is. */
export const onEveryServer = (subject: string, suite: (subject: Subject) => void): void => {
  describeOn(`${subject}, on the embedded server`, true, startInTemporaryFolder, suite);
  const uri = process.env['MONGODB_URI'];
  if (uri)
    describeOn(
      `${subject}, on MONGODB_URI`,
      false,
      () => Promise.resolve({ uri, stop: () => Promise.resolve() }),
      suite,
    );
};

/** Runs the suite on the embedded server alone: what MongoDB does otherwise, or does not have. */
export const onEmbeddedServer = (subject: string, suite: (subject: Subject) => void): void =>
  describeOn(subject, true, startInTemporaryFolder, suite);
