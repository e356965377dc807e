/** `npm run systems`: runs every reference system as a process of its own and starts one again that has ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { allSystems, sinkName } from './all-systems.ts';

const program = fileURLToPath(new URL('run-system.js', import.meta.url));
const restartAfterMs = 1000;

const children = new Map<string, ChildProcess>();
let stopping = false;

const run = (name: string, args: readonly string[]): void => {
  const child = spawn(process.execPath, [program, name, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.set(name, child);
  const say = (chunk: Buffer): void => {
    for (const line of chunk.toString().trimEnd().split('\n')) console.log(`[${name}] ${line}`);
  };
  child.stdout.on('data', say);
  child.stderr.on('data', say);
  child.once('exit', (code, signal) => {
    children.delete(name);
    if (stopping) return;
    console.log(`[${name}] ended (${signal ?? code}); it starts again in a second.`);
    setTimeout(() => {
      if (!stopping) run(name, args);
    }, restartAfterMs);
  });
  console.log(`[${name}] process ${child.pid}; 'kill -9 ${child.pid}' to see what happens without it.`);
};

const stop = (): void => {
  stopping = true;
  for (const child of children.values()) child.kill();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

const args = process.argv.slice(2);
for (const name of [...allSystems.map((system) => system.name), sinkName]) run(name, args);
