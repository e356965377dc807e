import { rmSync } from 'node:fs';
import { openService } from './service.ts';
import { makeDemo } from './make-demo.ts';
const folder = process.argv[2]!;
rmSync(folder, { recursive: true, force: true });
const now = new Date(process.argv[4] ?? Date.now());
const service = await openService({ dataFolder: folder, executor: 'execution', now, onFailure: (error) => console.error(error) });
const t = performance.now();
let last = 0;
const result = await makeDemo(service, { seed: 1, days: 30, cases: Number(process.argv[3] ?? 100) }, now, (share) => {
  if (share > last + 0.1) { last = share; console.log(Math.round(share * 100), Math.round(performance.now() - t), process.cpuUsage()); }
});
console.log(JSON.stringify(result, null, 1), Math.round(performance.now() - t), process.cpuUsage());
await service.close();
