/** Sends a form's data to one of our pages; the proof that it is our page goes along. */
export const formToken = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="form-token"]')?.content ?? '';

export type Sent = { readonly ok: boolean; readonly status: number; readonly body: Record<string, unknown> };

const bodyOf = async (response: Response): Promise<Record<string, unknown>> => {
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** More than this the browser does not send on when the page is left. */
const keptAliveBytes = 60_000;

/** Posts JSON and answers with JSON; `ok: false` with status 0 when there is no connection. */
export const send = async (path: string, body: object, method = 'POST'): Promise<Sent> => {
  const sent = JSON.stringify(body);
  try {
    const response = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Form-Token': formToken() },
      body: sent,
      keepalive: new Blob([sent]).size < keptAliveBytes,
    });
    return { ok: response.ok, status: response.status, body: await bodyOf(response) };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
};
