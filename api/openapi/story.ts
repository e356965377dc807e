/** Tells the story against a running service and records what it answered; the examples of the API's document. */
import { fillIn, valueAt, type Example, type RecordedExample } from './example.ts';
import { audit } from './examples/audit.ts';
import { deskDay } from './examples/desk-day.ts';
import { followUps } from './examples/follow-ups.ts';
import { joinedCases } from './examples/joined-cases.ts';
import { organisation } from './examples/organisation.ts';
import { interventions } from './examples/interventions.ts';
import { versions } from './examples/versions.ts';
import { outside } from './examples/outside.ts';
import { sla } from './examples/sla.ts';

export const story: readonly Example[] = [
  ...deskDay,
  ...audit,
  ...sla,
  ...joinedCases,
  ...outside,
  ...organisation,
  ...followUps,
  ...interventions,
  ...versions,
];

const tokenOf = async (url: string, userId: string): Promise<string> => {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId, password: 'demo' }),
  });
  return String(((await response.json()) as { token?: string }).token);
};

const pathOf = ({ operation, params = {}, query }: Example): string => {
  const path = operation
    .split(' ')[1]!
    .replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
  return query ? `${path}?${new URLSearchParams(query).toString()}` : path;
};

const multipart = (content: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([content], { type: 'text/plain' }), 'note.txt');
  return form;
};

const send = (url: string, call: Example, token: string | undefined): Promise<Response> => {
  const method = call.operation.split(' ')[0]!;
  const type =
    call.body !== undefined ? 'application/json' : method === 'PUT' && call.file ? 'application/octet-stream' : '';
  const body =
    call.file === undefined
      ? call.body !== undefined && JSON.stringify(call.body)
      : method === 'PUT'
        ? call.file
        : multipart(call.file);
  return fetch(`${url}/api/v1${pathOf(call)}`, {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(type !== '' && { 'Content-Type': type }),
      ...call.headers,
    },
    ...(body !== false && { body }),
  });
};

type Answered = { readonly response: Response; readonly text: string; readonly answer?: unknown };

const patienceMs = 20_000;
const pauseMs = 50;

/** The answer; asked again while what is awaited is not in it. */
const ask = async (
  url: string,
  call: Example,
  token: string | undefined,
  awaited: readonly string[],
): Promise<Answered> => {
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    const response = await send(url, call, token);
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const text = await response.text();
    const answer: unknown = isJson ? JSON.parse(text) : undefined;
    const isThere = awaited.every((path) => valueAt(answer, path) !== undefined);
    if (!call.isAwaited || !response.ok || isThere || performance.now() > endsAt)
      return { response, text, ...(isJson && { answer }) };
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

/** Throws with the problem's text when a call does not succeed: the story must be told to the end. */
export const tellStory = async (url: string, examples: readonly Example[] = story): Promise<RecordedExample[]> => {
  const tokens = new Map<string, string>();
  const kept = new Map<string, string>();
  const recorded: RecordedExample[] = [];
  for (const example of examples) {
    const { keep = {}, ...call } = fillIn(example, kept);
    if (call.as !== undefined && !tokens.has(call.as)) tokens.set(call.as, await tokenOf(url, call.as));
    const { response, text, answer } = await ask(url, call, tokens.get(call.as ?? ''), Object.values(keep));
    if (!response.ok)
      throw new Error(`${call.operation} as ${call.as ?? 'nobody'} answered ${response.status}: ${text}`);
    for (const [name, path] of Object.entries(keep)) {
      const value = valueAt(answer, path);
      if (typeof value !== 'string') throw new Error(`${call.operation} answered nothing at ${path}: ${text}`);
      kept.set(name, value);
    }
    recorded.push({
      ...call,
      status: response.status,
      ...(answer !== undefined && { answer: withoutSecrets(answer) }),
    });
  }
  return recorded;
};

const withoutSecrets = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name === 'token' ? 'the-token' : value)));
