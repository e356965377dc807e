/** A browser without a screen: keeps cookies, sends forms with the token of the page, follows no redirect by itself. */
export type Visited = { status: number; location: string | null; html: string; headers: Headers };

export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Visited>;
  /** Sends a form as the last page visited would. */
  post(
    path: string,
    fields: Record<string, string> | URLSearchParams,
    headers?: Record<string, string>,
  ): Promise<Visited>;
  readonly cookies: Map<string, string>;
};

export const openVisitor = (url: string, language = 'en'): Visitor => {
  const cookies = new Map<string, string>();
  let formToken = '';
  const visit = async (path: string, init: RequestInit): Promise<Visited> => {
    const response = await fetch(`${url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        Accept: 'text/html',
        'Accept-Language': language,
        Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]!.split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    formToken = /name="form-token" content="([\w.-]+)"/.exec(html)?.[1] ?? formToken;
    return { status: response.status, location: response.headers.get('Location'), html, headers: response.headers };
  };
  return {
    cookies,
    get: (path, headers = {}) => visit(path, { headers }),
    post: (path, fields, headers = {}) =>
      visit(path, {
        method: 'POST',
        body: new URLSearchParams([['formToken', formToken], ...new URLSearchParams(fields)]),
        headers: { Origin: url, ...headers },
      }),
  };
};

/** A visitor who signed in on the page. */
export const signedInVisitor = async (url: string, userId: string, language = 'en'): Promise<Visitor> => {
  const visitor = openVisitor(url, language);
  await visitor.post('/sign-in', { userId, password: 'demo' });
  await visitor.get('/worklist');
  return visitor;
};
