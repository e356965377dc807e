/** Whether a form was sent by a page of ours: by where it came from, and by a token only our page can know. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { EdgeRefusal } from '../problem.ts';

const isSame = (left: Buffer, right: Buffer): boolean => left.length === right.length && timingSafeEqual(left, right);

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

const mixed = (left: Buffer, right: Buffer): Buffer => Buffer.from(left.map((byte, index) => byte ^ right[index]!));

/**
 * The token as a page bears it: another text each time, because how well a page is compressed would give away a secret that
 * stands in it unchanged beside what a stranger can make it repeat.
 */
export const maskToken = (token: string): string => {
  const plain = Buffer.from(token);
  const mask = randomBytes(plain.length);
  return `${mask.toString('base64url')}.${mixed(plain, mask).toString('base64url')}`;
};

const unmaskToken = (given: string): Buffer => {
  const [mask = '', masked = ''] = given.split('.');
  const bytes = Buffer.from(masked, 'base64url');
  const by = Buffer.from(mask, 'base64url');
  return by.length === bytes.length ? mixed(bytes, by) : Buffer.alloc(0);
};

/** Throws `FOREIGN_ORIGIN` unless the form carries the token of this session, in the field `formToken` or a header. */
export const requireFormToken = (request: Request, expected: string | undefined, given: unknown): void => {
  const token = typeof given === 'string' ? given : request.get('X-Form-Token');
  if (expected === undefined || token === undefined || !isSame(Buffer.from(expected), unmaskToken(token)))
    throw new EdgeRefusal('FOREIGN_ORIGIN', 'The form was not made for this session; load the page again and repeat.');
};
