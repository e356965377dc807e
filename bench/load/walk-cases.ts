/**
 * Callers over HTTP, in a thread of their own so that they do not share the service's: each takes a case and completes its
 * tasks one after the other, up the whole ladder, until the time or the cases run out.
 */
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

export type Walk = {
  readonly url: string;
  readonly callers: number;
  readonly durationMs: number;
  /** First task of each case. */
  readonly taskIds: readonly string[];
  /** Bearer tokens by tier, and what each tier decides; the last decision ends the case. */
  readonly tiers: readonly { readonly token: string; readonly outcome: string }[];
};

export type Walked = {
  readonly completed: number;
  readonly elapsedMs: number;
  /** Duration of each completion, in milliseconds. */
  readonly latenciesMs: readonly number[];
};

type Answer = { readonly changed: readonly { readonly type: string; readonly taskId?: string }[] };

const complete = (agent: Agent, url: string, taskId: string, token: string, outcome: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ data: { outcome, response: 'Explained to the customer and settled.' } });
    const call = request(
      `${url}/api/v1/tasks/${taskId}/complete`,
      {
        agent,
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          Authorization: `Bearer ${token}`,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(text) as Answer);
          else reject(new Error(`Completing ${taskId} answered ${response.statusCode}: ${text}`));
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });

const walk = async ({ url, callers, durationMs, taskIds, tiers }: Walk): Promise<Walked> => {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const latenciesMs: number[] = [];
  const started = performance.now();
  const endsAt = started + durationMs;
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let taskId = taskIds[next++]; taskId !== undefined; taskId = taskIds[next++])
      for (const { token, outcome } of tiers) {
        if (taskId === undefined || performance.now() > endsAt) return;
        const began = performance.now();
        const { changed }: Answer = await complete(agent, url, taskId, token, outcome);
        latenciesMs.push(performance.now() - began);
        taskId = changed.find(({ type }) => type === 'TaskCreated')?.taskId;
      }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsedMs = performance.now() - started;
  agent.destroy();
  return { completed: latenciesMs.length, elapsedMs, latenciesMs };
};

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(await walk(workerData as Walk));
