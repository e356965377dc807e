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
console.log(JSON.stringify({ ...result, history: result.history.length }), Math.round(performance.now() - t), process.cpuUsage());
const tally = (f: (c: any) => string | undefined) => { const m: Record<string, number> = {}; for (const h of result.history) { const k = f(h); if (k) m[k] = (m[k] ?? 0) + 1; } return m; };
console.log(tally((h) => h.next.runs[0].definition.key + ' ' + h.next.status));
console.log('tier', tally((h) => h.next.status === 'open' ? h.next.tasks.filter((t: any) => t.status === 'ready' || t.status === 'reserved').map((t: any) => t.activityId + ' ' + t.status).join('+') || 'no task' : undefined));
console.log('centre', tally((h) => h.next.status === 'open' ? h.next.contact.centre : undefined));
console.log('overdue', tally((h) => h.next.status === 'open' ? (h.next.slaTargets.some((t: any) => !t.endedAt && t.dueAt < now) ? 'overdue' : h.next.pauses?.some((p: any) => !p.resumedAt) ? 'paused' : h.next.suspended ? 'suspended' : h.next.incidents.length ? 'incident' : 'in time') : undefined));
console.log('incidents', result.history.flatMap((h: any) => h.next.incidents.map((i: any) => h.next.number + ' ' + i.activityId + ' ' + i.message)));
const types: Record<string, number> = {}; for (const h of result.history) for (const e of h.entries) types[e.type] = (types[e.type] ?? 0) + 1;
console.log(types);
const data: Record<string, number> = {}; for (const h of result.history as any) for (const k of ['outcome', 'satisfaction', 'workOrderOutcome', 'fault', 'isOverdue', 'callResult', 'surveyFinding', 'compensation']) { const v = h.next.runs[0].execution.data[k]; if (v !== undefined && v !== null) data[k + '=' + v] = (data[k + '=' + v] ?? 0) + 1; }
console.log(data);
console.log('entries', result.history.reduce((s: number, h: any) => s + h.entries.length, 0), 'longest', Math.max(...result.history.map((h: any) => h.entries.length)));
await service.close();
