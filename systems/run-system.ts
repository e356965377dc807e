/** Runs one reference system, or the page of sent messages, as a process of its own: `run-system.js customer-record`. */
import { allSystems, sinkName, sinkPorts } from './all-systems.ts';
import { startSink } from './message-sink.ts';
import { readOptions, type Options } from './options.ts';
import { serveTopics, type Served } from './serve-topics.ts';
import { showPage } from './show-page.ts';
import type { System } from './system.ts';

const mostKept = 200;

const runSystem = async (system: System, options: Options): Promise<void> => {
  const served: Served[] = [];
  let trouble: string | undefined;
  const { port } = await showPage(
    {
      title: system.title,
      health: () => ({ status: 'up', topics: system.topics, served: served.length, trouble: trouble ?? null }),
      table: () => ({
        head: ['时间 At', '案件 Case', '工作 Work', '结果 Outcome'],
        rows: served.map(({ at, caseNumber = '', id, outcome }) => [at.toISOString(), caseNumber, id, outcome]),
      }),
    },
    options.port ?? system.port,
  );
  console.log(`${system.title} serves ${system.topics.join(', ')}; its page is http://127.0.0.1:${port}/`);
  await serveTopics(
    system,
    {
      ...options,
      userId: options.userId ?? system.userId ?? 'integration',
      workerId: `${system.name}-${process.pid}`,
      onServed(one) {
        trouble = undefined;
        served.unshift(one);
        served.length = Math.min(served.length, mostKept);
      },
      onTrouble(error) {
        const now = String(error instanceof Error ? error.message : error);
        if (now !== trouble) console.log(`waits for ${options.serviceUrl}: ${now}`);
        trouble = now;
      },
    },
    new AbortController().signal,
  );
};

const runSink = async ({ port }: Options): Promise<void> => {
  const ports = port === undefined ? sinkPorts : { page: port, smtp: 0 };
  const { pagePort, smtpPort } = await startSink(ports, ({ channel, to, text }) =>
    console.log(`${channel} to ${to}: ${text}`),
  );
  console.log(
    `Messages sent are shown at http://127.0.0.1:${pagePort}/; start the service with SMTP_URL=smtp://127.0.0.1:${smtpPort} ` +
      `SMS_GATEWAY_URL=http://127.0.0.1:${pagePort}/sms WEBHOOK_URL=http://127.0.0.1:${pagePort}/webhook GATEWAY_SECRET=<16 characters or more>`,
  );
};

const options = readOptions(process.argv.slice(2));
const [name = ''] = options.names;
const system = allSystems.find((one) => one.name === name);
if (system) await runSystem(system, options);
else if (name === sinkName) await runSink(options);
else {
  console.error(
    `There is no system '${name}'; there are ${[...allSystems.map((one) => one.name), sinkName].join(', ')}.`,
  );
  process.exit(1);
}
