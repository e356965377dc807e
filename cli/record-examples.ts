/** Tells the API's story to a service on an empty database and writes down what it answered: `npm run record-examples`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellStory } from '../api/openapi/story.ts';
import { startService } from '../start-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'caseladder-story-'));
const service = await startService(
  { host: '127.0.0.1', port: 0, dataFolder: folder, executor: 'execution', demoStaff: true, demo: 'none' },
  (line, error) => process.stderr.write(`${line} ${String(error)}\n`),
  () => new Date('2026-03-02T08:00:00Z'),
);
try {
  const recorded = await tellStory(service.url);
  writeFileSync(
    new URL('../../api/openapi/recorded.json', import.meta.url),
    `${JSON.stringify(recorded, undefined, 2)}\n`,
  );
  process.stdout.write(`Recorded ${recorded.length} examples.\n`);
} finally {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
