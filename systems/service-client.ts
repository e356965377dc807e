/** The product's HTTP API as a worker needs it; signs in again by itself when the session has ended. */
export type Credentials = { readonly serviceUrl: string; readonly userId: string; readonly password: string };

export type ServiceClient = {
  /** Posts JSON and resolves to the answer; throws with status and detail when it was refused. */
  post(path: string, body: unknown, options?: { key?: string; timeoutMs?: number }): Promise<Record<string, unknown>>;
};

export class ServiceRefusal extends Error {
  override readonly name = 'ServiceRefusal';
  readonly status: number;
  readonly code: unknown;

  constructor(status: number, code: unknown, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const usualTimeoutMs = 15_000;

export const openClient = ({ serviceUrl, userId, password }: Credentials): ServiceClient => {
  let token: string | undefined;

  const send = async (
    path: string,
    body: unknown,
    headers: Record<string, string>,
    timeoutMs: number,
  ): Promise<Record<string, unknown>> => {
    const response = await fetch(`${serviceUrl}/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    if (!response.ok)
      throw new ServiceRefusal(response.status, answer['code'], `${response.status} ${String(answer['detail'])}`);
    return answer;
  };

  const signIn = async (): Promise<string> => {
    const answer = await send('/session', { userId, password }, {}, usualTimeoutMs);
    return String(answer['token']);
  };

  return {
    async post(path, body, { key, timeoutMs = usualTimeoutMs } = {}) {
      token ??= await signIn();
      const headers = { Authorization: `Bearer ${token}`, ...(key !== undefined && { 'Idempotency-Key': key }) };
      try {
        return await send(path, body, headers, timeoutMs);
      } catch (error) {
        if (error instanceof ServiceRefusal && error.status === 401) token = undefined;
        throw error;
      }
    },
  };
};
