/** A process of its own that serves a data folder until it is killed; tests talk to it through the socket. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startEmbeddedServer } from '../../store/embedded/start-embedded-server.ts';

export type ServerProcess = { uri: string; pid: number; kill(signal: NodeJS.Signals): Promise<void> };

const thisFile = fileURLToPath(import.meta.url);

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
};

/** Rejects with what the process wrote to stderr when it ends before it listens. */
export const startServerProcess = async (folder: string): Promise<ServerProcess> => {
  const child = spawn(process.execPath, [thisFile, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const uri = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()));
    child.once('close', () => reject(new Error(errors.join(''))));
  });
  return { uri, pid: child.pid!, kill: (signal) => end(child, signal) };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = await startEmbeddedServer({ folder: process.argv[2]! });
  process.stdout.write(`${server.uri}\n`);
  process.once('SIGTERM', () => void server.stop());
}
