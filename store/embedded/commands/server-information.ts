/** Greeting, health and the questions drivers and tools ask about a server. */
import { hostname } from 'node:os';
import { type Document } from '../bson/document.ts';
import { MAX_DOCUMENT_BYTES } from '../bson/document.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import { CommandError } from '../command-error.ts';
import { type CommandDefinition, type CommandHandler } from './command.ts';

/** The version whose behaviour is followed. */
const VERSION = '7.0.0';
const MAX_WIRE_VERSION = 21;
const NAME = 'localhost:27017';

/** A one-node replica set: drivers offer retryable writes to nothing less. Without topologyVersion they poll instead of streaming. */
const hello: CommandHandler = (server, { connection }) => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  secondary: false,
  setName: 'embedded',
  setVersion: 1,
  hosts: [NAME],
  primary: NAME,
  me: NAME,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: 100_000,
  localTime: server.now(),
  logicalSessionTimeoutMinutes: 30,
  connectionId: connection,
  minWireVersion: 0,
  maxWireVersion: MAX_WIRE_VERSION,
  readOnly: false,
  ok: 1,
});

const helloOptions = [
  'helloOk',
  'client',
  'compression',
  'hostInfo',
  'topologyVersion',
  'maxAwaitTimeMS',
  'loadBalanced',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'backpressure',
];

const fixed = (reply: Document, options: readonly string[] = []): CommandDefinition => ({
  options,
  run: () => ({ ...reply, ok: 1 }),
});

const buildInfo = fixed({
  version: VERSION,
  versionArray: [...VERSION.split('.').map(Number), 0],
  gitVersion: 'embedded',
  modules: [],
  storageEngines: ['lmdb'],
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
});

const parameters: Document = { featureCompatibilityVersion: { version: '7.0' }, authenticationMechanisms: [] };

const getParameter: CommandDefinition = {
  options: ['allParameters', ...Object.keys(parameters)],
  run: (_, { body }) => {
    if (body['getParameter'] === '*') return { ...parameters, ok: 1 };
    const known = Object.fromEntries(Object.entries(parameters).filter(([name]) => name in body));
    if (Object.keys(known).length === 0) throw new CommandError(72, 'no option found to get');
    return { ...known, ok: 1 };
  },
};

const serverStatus: CommandDefinition = {
  options: ['repl', 'metrics', 'locks', 'tcmalloc', 'opcountersRepl'],
  run: (server) => {
    const uptimeMillis = server.now().getTime() - server.startedAt.getTime();
    const { rss, heapUsed } = process.memoryUsage();
    return {
      host: hostname(),
      version: VERSION,
      process: 'embedded',
      pid: process.pid,
      uptime: Math.floor(uptimeMillis / 1000),
      uptimeMillis,
      localTime: server.now(),
      connections: { current: server.connections(), available: 1000 },
      metrics: { cursor: { open: { total: server.cursors.count } } },
      mem: { bits: 64, resident: Math.round(rss / 1048576), heap: Math.round(heapUsed / 1048576) },
      storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true },
      ok: 1,
    };
  },
};

const hostInfo: CommandDefinition = {
  options: [],
  run: (server) => ({
    system: { currentTime: server.now(), hostname: hostname(), cpuAddrSize: 64, cpuArch: process.arch },
    os: { type: process.platform },
    extra: {},
    ok: 1,
  }),
};

export const serverInformation: Record<string, CommandDefinition> = {
  hello: { options: helloOptions, run: hello },
  isMaster: { options: helloOptions, run: hello },
  ismaster: { options: helloOptions, run: hello },
  ping: fixed({}),
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus: fixed(
    { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] } },
    ['showPrivileges'],
  ),
  whatsmyuri: { options: [], run: (_, { connection }) => ({ you: `unix:${connection}`, ok: 1 }) },
  getLog: {
    options: [],
    run: (_, { body }) => (body['getLog'] === '*' ? { names: [], ok: 1 } : { totalLinesWritten: 0, log: [], ok: 1 }),
  },
  getCmdLineOpts: fixed({ argv: [], parsed: {} }),
  getParameter,
  serverStatus,
  hostInfo,
};
