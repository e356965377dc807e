/** Reading and writing cookies (RFC 6265): ours are for this site only and unreadable to scripts. */
import type { Request, Response } from 'express';

export const cookieOf = (request: Request, name: string): string | undefined =>
  (request.get('Cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** Adds a cookie to the answer. `SameSite=Lax`: a link in a mail finds the reader signed in, a form of another site does not. */
export const setCookie = (
  response: Response,
  name: string,
  value: string,
  /** Without it the cookie ends with the browser. A span, not a moment: the browser's clock may be wrong. */
  { keptMs }: { readonly keptMs?: number } = {},
): void => {
  response.append(
    'Set-Cookie',
    [
      `${name}=${value}`,
      'Path=/',
      'SameSite=Lax',
      'HttpOnly',
      ...(keptMs === undefined ? [] : [`Max-Age=${Math.floor(keptMs / 1000)}`]),
    ].join('; '),
  );
};

export const removeCookie = (response: Response, name: string): void => setCookie(response, name, '', { keptMs: 0 });
