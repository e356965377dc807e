/** The server's thread: opens the data, listens on the socket, and ends when the main thread says so. */
import { chmodSync, rmdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type Server } from './commands/command.ts';
import { Cursors } from './commands/cursors.ts';
import { answerFor } from './commands/dispatch.ts';
import { Catalog } from './storage/catalog.ts';
import { groupCommits } from './storage/group-commit.ts';
import { openStorage } from './storage/open-storage.ts';
import { removeExpired } from './ttl-monitor.ts';
import { serveConnection } from './wire/serve-connection.ts';
import { type WorkerSettings } from './worker-settings.ts';

const { folder, socketPath, ttlIntervalMs } = workerData as WorkerSettings;

const now = (): Date => new Date();
const storage = openStorage(folder);
const store = { storage, catalog: new Catalog(storage) };
const sockets = new Set<Socket>();
const server: Server = {
  store,
  commits: groupCommits(store),
  cursors: new Cursors(now),
  now,
  startedAt: now(),
  connections: () => sockets.size,
};

const answer = answerFor(server);
let lastConnection = 0;

const listener = createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  serveConnection(socket, ++lastConnection, answer);
});

let round: Promise<void> = Promise.resolve();
const monitor = setInterval(() => {
  server.cursors.forgetIdle();
  // Rounds follow each other, never overlap. One that fails (a full disk, say) is made up for by the next.
  round = round.then(() => removeExpired(server)).catch(() => undefined);
}, ttlIntervalMs);

const stop = async (): Promise<void> => {
  clearInterval(monitor);
  listener.close();
  for (const socket of sockets) socket.destroy();
  await round;
  await server.commits.settled();
  await storage.close();
  rmSync(socketPath, { force: true });
  if (dirname(socketPath) !== folder) rmdirSync(dirname(socketPath));
  parentPort?.close();
};

parentPort?.once('message', () => void stop());

// A socket left behind by a crash; the folder's lock is ours, so nobody listens on it.
rmSync(socketPath, { force: true });
listener.listen(socketPath, () => {
  chmodSync(socketPath, 0o600);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage('ready');
});
