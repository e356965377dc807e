import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = (name: string): string => fileURLToPath(new URL(`../../${name}.js`, import.meta.url));

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'caseladder-'));

export type Child = {
  readonly process: ChildProcess;
  /** Everything it wrote so far, both streams. */
  output(): string;
  /** Resolves when the output matches; rejects when the process ends first. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code, or null after a signal. */
  readonly exit: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
};

/** Runs one of the product's programs as a process of its own. */
export const runProgram = (
  name: string,
  args: readonly string[],
  environment: Record<string, string>,
  input = '',
): Child => {
  const child = spawn(process.execPath, ['--enable-source-maps', program(name), ...args], {
    env: { ...process.env, MONGODB_URI: undefined, DEMO: 'none', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    process: child,
    output: () => output,
    exit,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(output);
          if (!found) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        child.once('close', (code) => {
          look();
          reject(new Error(`${name} ended with ${code} before it said ${pattern}:\n${output}`));
        });
      }),
    async kill(signal) {
      child.kill(signal);
      await exit;
    },
  };
};

export const startServer = async (environment: Record<string, string>): Promise<Child & { url: string }> => {
  const child = runProgram('server', [], { PORT: '0', ...environment });
  const [, url] = await child.says(/up at (http:\S+)/);
  await child.says(/Demo sign-ins|MONGODB_URI/);
  return { ...child, url: url! };
};
