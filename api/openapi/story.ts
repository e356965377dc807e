/** Tells the story against a running service and records what it answered; the examples of the API's document. */
import { fillIn, valueAt, type Example, type RecordedExample } from './example.ts';
import { audit } from './examples/audit.ts';
import { deskDay } from './examples/desk-day.ts';
import { followUps } from './examples/follow-ups.ts';
import { joinedCases } from './examples/joined-cases.ts';
import { organisation } from './examples/organisation.ts';
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

/** Throws with the problem's text when a call does not succeed: the story must be told to the end. */
export const tellStory = async (url: string, examples: readonly Example[] = story): Promise<RecordedExample[]> => {
  const tokens = new Map<string, string>();
  const kept = new Map<string, string>();
  const recorded: RecordedExample[] = [];
  for (const example of examples) {
    const { keep = {}, ...call } = fillIn(example, kept);
    if (call.as !== undefined && !tokens.has(call.as)) tokens.set(call.as, await tokenOf(url, call.as));
    const response = await fetch(`${url}/api/v1${pathOf(call)}`, {
      method: call.operation.split(' ')[0]!,
      headers: {
        ...(call.as !== undefined && { Authorization: `Bearer ${tokens.get(call.as)}` }),
        ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${call.operation} as ${call.as ?? 'nobody'} answered ${response.status}: ${text}`);
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const answer: unknown = isJson ? JSON.parse(text) : undefined;
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
