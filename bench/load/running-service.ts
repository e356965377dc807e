/** A service on an embedded database in a temporary folder, for benches; everything is gone after `stop`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { demoPassword } from '../../demo/demo-staff.ts';
import { deployLadder } from './ladder.ts';
import { startService, type RunningService } from '../../start-service.ts';

export const startInTemporaryFolder = async (
  executor: Config['executor'],
  now?: () => Date,
): Promise<RunningService> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-service-'));
  const running = await startService(
    { host: '127.0.0.1', port: 0, dataFolder: folder, executor, demoStaff: true, demo: 'none' },
    (line, error) => console.error(line, error),
    now,
  );
  await deployLadder(running.service.context);
  return {
    ...running,
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A bearer token of a member of the demo staff. */
export const signIn = async (url: string, userId: string): Promise<string> => {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId, password: demoPassword }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
};
