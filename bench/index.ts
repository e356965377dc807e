/** `npm run bench [-- NAME …]`: runs every bench of this folder, or the named ones, each in a process of its own so that none warms up another. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = new URL('./', import.meta.url);
/** Files that benches share; everything else standing directly in this folder is a bench. */
const shared = new Set(['index', 'table']);

const benches = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => basename(file, '.js'))
  .filter((name) => !shared.has(name))
  .toSorted();

const runBench = async (name: string): Promise<boolean> => {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--expose-gc', fileURLToPath(new URL(`${name}.js`, folder))],
    { stdio: 'inherit' },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench '${unknown.join("', '")}'; the benches are ${benches.join(', ')}.`);
  process.exitCode = 1;
} else
  for (const name of wanted.length > 0 ? wanted : benches) {
    if (!(await runBench(name))) process.exitCode = 1;
    console.log();
  }
