/** How many finished cases a trial run replays in a second, each twice (on the version in force and on the design), beside merely reading them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { openDesign, runTrial, type Actor } from '../engine/index.ts';
import { makeDemo } from '../make-demo.ts';
import { openService } from '../service.ts';
import { formatTable } from './table.ts';

const designer: Actor = { id: 'bench', kind: 'user', roles: [{ role: 'administrator', node: 'gansu' }] };
const until = new Date('2026-03-31T16:00:00Z');
const dataFolder = mkdtempSync(join(tmpdir(), 'caseladder-bench-'));

const rethrow = (error: unknown): never => {
  throw error;
};

const service = await openService({ dataFolder, executor: 'execution', now: until, onFailure: rethrow });
try {
  const { context } = service;
  await makeDemo(service, { seed: 1, days: 30, cases: 620 }, until, () => undefined);
  const { design } = await openDesign(context, { actor: designer, at: until, from: { ref: 'complaint' } });
  let longest = 0;
  const once = async (): Promise<{ cases: number; ms: number }> => {
    longest = 0;
    const began = performance.now();
    let since = began;
    const { current } = await runTrial(context, {
      actor: designer,
      designId: design.id,
      limit: 5000,
      async breathe() {
        longest = Math.max(longest, performance.now() - since);
        await breathe();
        since = performance.now();
      },
    });
    return { cases: current.cases, ms: performance.now() - began };
  };
  const read = async (): Promise<number> => {
    const ids = await context.readers.selectCases(
      { process: 'complaint', status: 'closed', centres: [...context.organisation.keys()] },
      5000,
    );
    const began = performance.now();
    for (const id of ids) await Promise.all([context.cases.load(id), context.readers.journal(id, 0, 2000)]);
    return (ids.length / (performance.now() - began)) * 1000;
  };
  await once();
  const { cases, ms } = await once();
  const table = formatTable({
    title: `${cases} finished complaints tried; others waited ${Math.round(longest)} ms at most`,
    rows: [
      {
        what: 'cases of a trial run',
        perSecond: (cases / ms) * 1000,
        reference: { what: 'read with their journals', perSecond: await read() },
      },
    ],
  });
  console.log(table);
} finally {
  await service.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
