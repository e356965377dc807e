import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { startService, type RunningService } from '../../start-service.ts';

export type Answered = { status: number; headers: Headers; body: Record<string, unknown> };

export type Client = {
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** The request as it is, for bodies and methods no well-behaved client sends. */
  send(method: string, path: string, init?: RequestInit): Promise<Answered>;
};

export type ServiceUnderTest = RunningService & {
  /** Moves the service's clock; timers due by then fire within moments. */
  setNow(at: Date): void;
  now(): Date;
  /** A client signed in as demo staff. */
  as(userId: string): Promise<Client>;
  readonly anonymous: Client;
  readonly failures: string[];
};

const answered = async (response: Response): Promise<Answered> => {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
};

export const clientOf = (url: string, token?: string): Client => {
  const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answered> =>
    answered(
      await fetch(`${url}/api/v1${path}`, {
        method,
        ...init,
        // As a rule the tests read answers as they are meant, not as they travel.
        headers: {
          'Accept-Encoding': 'identity',
          ...authorization,
          ...(init.headers as Record<string, string> | undefined),
        },
      }),
    );
  return {
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, body, headers = {}) =>
      send('POST', path, {
        headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
};

export const signIn = async (url: string, userId: string): Promise<Client> => {
  const { body } = await clientOf(url).post('/session', { userId, password: 'demo' });
  return clientOf(url, body['token'] as string);
};

/** A real service on an embedded database of its own, with a clock that stands still until it is moved. */
export const startServiceUnderTest = async (settings: Partial<Config> = {}): Promise<ServiceUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), 'caseladder-'));
  let now = new Date('2026-03-02T08:00:00Z');
  const failures: string[] = [];
  const running = await startService(
    {
      host: '127.0.0.1',
      port: 0,
      dataFolder: folder,
      executor: 'execution',
      demoStaff: true,
      demo: 'none',
      ...settings,
    },
    (line, error) => failures.push(`${line} ${String(error)}`),
    () => now,
  );
  const clients = new Map<string, Promise<Client>>();
  return {
    ...running,
    failures,
    anonymous: clientOf(running.url),
    now: () => now,
    setNow(at) {
      now = at;
    },
    as(userId) {
      const client = clients.get(userId) ?? signIn(running.url, userId);
      clients.set(userId, client);
      return client;
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export const complaint = {
  centre: 'lanzhou',
  channel: 'phone',
  subject: '宽带断线 No connection since Monday',
  category: 'fault',
  customer: { class: 'ordinary', name: '王小明', phone: '13900001234', address: 'Dongfanghong Square 1' },
};

let callers = 0;

/** The complaint of another customer each time, so that none is taken for a repeat of the one before. */
export const anotherComplaint = (): typeof complaint => {
  callers += 1;
  return { ...complaint, customer: { ...complaint.customer, phone: `138${String(callers).padStart(8, '0')}` } };
};

/** Asks again until the answer satisfies, for what the background work brings about. */
export const eventually = async <T>(
  ask: () => Promise<T>,
  isReady: (answer: T) => boolean,
  withinMs = 8000,
): Promise<T> => {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isReady(answer)) return answer;
    if (performance.now() > endsAt)
      throw new Error(`Not within ${withinMs} ms; last answer: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
