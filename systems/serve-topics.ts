/** The worker's loop: fetch and lock, answer, report back; when the service is away, try again until it is there. */
import { openClient, ServiceRefusal, type Credentials, type ServiceClient } from './service-client.ts';
import type { System, Work } from './system.ts';

export type Served = { readonly at: Date; readonly id: string; readonly caseNumber?: string; readonly outcome: string };

export type ServeOptions = Credentials & {
  readonly workerId: string;
  readonly lockDurationMs: number;
  /** Pause before every answer, as a real system would take. */
  readonly thinkMs: number;
  onServed(served: Served): void;
  onTrouble(error: unknown): void;
};

const waitMs = 20_000;
const maxTasks = 10;
const longestPauseMs = 5_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

const reportOf = (system: System, work: Work): { path: string; body: object; outcome: string } => {
  try {
    return { path: 'complete', body: { data: system.answer(work, new Date()) }, outcome: 'answered' };
  } catch (error) {
    return { path: 'failure', body: { message: String(error) }, outcome: `failed: ${String(error)}` };
  }
};

const serveOne = async (
  client: ServiceClient,
  system: System,
  work: Work,
  { workerId, onServed }: ServeOptions,
): Promise<void> => {
  const { path, body, outcome } = reportOf(system, work);
  const served = {
    at: new Date(),
    id: work.id,
    ...(work.caseNumber !== undefined && { caseNumber: work.caseNumber }),
  };
  try {
    // Reporting a result twice is one report; reporting a failure twice is two.
    await client.post(
      `/external-tasks/${work.id}/${path}`,
      { workerId, ...body },
      path === 'complete' ? { key: `${work.id}:complete` } : {},
    );
    onServed({ ...served, outcome });
  } catch (error) {
    // Gone meanwhile, or another worker has it: the result is of no use any more. Everything else is fetched again.
    if (!(error instanceof ServiceRefusal) || error.status >= 500 || error.status === 401) throw error;
    onServed({ ...served, outcome: `dropped: ${error.message}` });
  }
};

/** Serves until the signal aborts. */
export const serveTopics = async (system: System, options: ServeOptions, signal: AbortSignal): Promise<void> => {
  const client = openClient(options);
  const { workerId, lockDurationMs, thinkMs } = options;
  const topics = system.topics.map((topic) => ({ topic, lockDurationMs }));
  let pauseMs = 250;
  while (!signal.aborted)
    try {
      const { externalTasks } = await client.post(
        '/external-tasks/fetch-and-lock',
        { workerId, topics, maxTasks, waitMs },
        { timeoutMs: waitMs + 10_000 },
      );
      pauseMs = 250;
      for (const work of externalTasks as Work[]) {
        if (thinkMs > 0) await pause(thinkMs, signal);
        if (signal.aborted) return;
        await serveOne(client, system, work, options);
      }
    } catch (error) {
      options.onTrouble(error);
      await pause(pauseMs, signal);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    }
};
