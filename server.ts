/** `npm start`: runs one node until it is asked to stop. */
import { readConfig } from './config.ts';
import { demoPassword } from './demo/demo-staff.ts';
import { startService } from './start-service.ts';

const log = (line: string, error?: unknown): void => console.error(new Date().toISOString(), line, error ?? '');

try {
  const config = readConfig();
  const { url, ready, stop } = await startService(config, log);
  console.log(`Caseladder is up at ${url}`);
  console.log(config.mongodbUri === undefined ? `Data: ${config.dataFolder}` : 'Data: the database of MONGODB_URI');
  if (config.demoStaff)
    console.log(
      [
        `Demo sign-ins, all with the password '${demoPassword}':`,
        '  junior.lanzhou  senior.lanzhou  manager.lanzhou  surveyor.lanzhou  branch.lanzhou  (and the same for every other centre)',
        '  province  supervisor  auditor  designer  admin  integration',
      ].join('\n'),
    );
  let stopping = false;
  const stopOnce = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping …');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log('Stopping failed.', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stopOnce);
  process.on('SIGTERM', stopOnce);
  ready.catch((error: unknown) => {
    if (stopping) return;
    log('The demo data could not be made; the next start begins again. DEMO=none starts without it.', error);
    process.exit(1);
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
