/** The HTTP API as the designers' pages use it; the session's cookie says who asks. */
export type Problem = {
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly file: string;
  readonly line?: number;
  readonly elementId?: string;
  readonly elementName?: string;
  readonly message: string;
};

export type DesignFile = { readonly name: string; readonly content: string };

export type Design = {
  readonly id: string;
  readonly name: string;
  readonly files: readonly DesignFile[];
  readonly rev: number;
  readonly isShared: boolean;
  readonly savedAt: string;
  readonly savedBy: string;
};

export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  /** `status` 0: there was no connection. */
  | {
      readonly ok: false;
      readonly status: number;
      readonly code: string;
      readonly detail: string;
      readonly details: Readonly<Record<string, unknown>>;
    };

type ProblemBody = { code?: string; detail?: string; details?: Record<string, unknown> };

const formToken = (): string => document.querySelector<HTMLMetaElement>('meta[name="form-token"]')?.content ?? '';

export const ask = async <Body>(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> => {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: { 'X-Form-Token': formToken(), ...(body && { 'Content-Type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answered = (await response.json()) as Body & ProblemBody;
    if (response.ok) return { ok: true, body: answered };
    const { code = '', detail = '', details = {} } = answered;
    return { ok: false, status: response.status, code, detail, details };
  } catch (error) {
    return { ok: false, status: 0, code: 'NO_CONNECTION', detail: String(error), details: {} };
  }
};

export const loadDesign = (id: string): Promise<Answer<Design>> => ask('GET', `/designs/${id}`);

export const saveDesign = (
  id: string,
  rev: number,
  changes: { readonly name?: string; readonly files?: readonly DesignFile[]; readonly isShared?: boolean },
): Promise<Answer<Design>> => ask('PUT', `/designs/${id}`, changes, { 'If-Match': `"${rev}"` });

export const openDesign = (name: string, files: readonly DesignFile[]): Promise<Answer<Design>> =>
  ask('POST', '/designs', { name, files });

export const checkFiles = (
  name: string,
  files: readonly DesignFile[],
): Promise<Answer<{ problems: readonly Problem[] }>> => ask('POST', '/deployments', { name, files, checkOnly: true });

export type Deployed = {
  readonly deployment: { readonly definitions: readonly { readonly ref: string; readonly name?: string }[] };
  readonly isRepeat: boolean;
  readonly problems: readonly Problem[];
  readonly rev: number;
};

export const deployDesign = (id: string, rev: number): Promise<Answer<Deployed>> =>
  ask('POST', `/designs/${id}/deploy`, undefined, { 'If-Match': `"${rev}"` });
