/** Whether a form was sent by a page of ours: by where it came from, and by a token only our page can know. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { EdgeRefusal } from '../problem.ts';

const isSame = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** Throws `FOREIGN_ORIGIN` for a request that a page of another site caused. Browsers name the origin with every POST. */
export const requireOwnOrigin = (request: Request): void => {
  const origin = request.get('Origin');
  const site = request.get('Sec-Fetch-Site');
  const isForeign =
    origin === undefined
      ? site !== undefined && site !== 'same-origin' && site !== 'none'
      : !URL.canParse(origin) || new URL(origin).host !== request.get('Host');
  if (isForeign)
    throw new EdgeRefusal('FOREIGN_ORIGIN', `A page of ${origin ?? 'another site'} may not send this form.`);
};

/** Throws `FOREIGN_ORIGIN` unless the form carries the token of this session, in the field `formToken` or a header. */
export const requireFormToken = (request: Request, expected: string | undefined, given: unknown): void => {
  const token = typeof given === 'string' ? given : request.get('X-Form-Token');
  if (expected === undefined || token === undefined || !isSame(expected, token))
    throw new EdgeRefusal('FOREIGN_ORIGIN', 'The form was not made for this session; load the page again and repeat.');
};
