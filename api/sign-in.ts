/** Signing in with a password, and knowing who asks: a bearer token, or the same token in a cookie for browsers. */
import { createHash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Actor, RoleHolding } from '../engine/index.ts';
import { cookieOf } from './cookies.ts';
import { isPassword } from './password.ts';
import { EdgeRefusal } from './problem.ts';

export type Account = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly RoleHolding[];
  readonly passwordHash: string;
};

/** What signing in asks the store. Tokens are stored as SHA-256 only. */
export type Accounts = {
  find(userId: string): Promise<Account | undefined>;
  addSession(session: { tokenHash: string; userId: string; createdAt: Date; expiresAt: Date }): Promise<void>;
  /** The account of a session that is still valid. */
  ofSession(tokenHash: string, now: Date): Promise<Account | undefined>;
  removeSession(tokenHash: string): Promise<void>;
};

export type Session = { readonly token: string; readonly account: Account; readonly expiresAt: Date };

export type SignIn = {
  /** Throws `WRONG_CREDENTIALS`, or `TOO_MANY_ATTEMPTS` after ten failures within a minute. */
  open(userId: string, password: string, now: Date): Promise<Session>;
  close(request: Request): Promise<void>;
  /** Who asks. Throws `NOT_SIGNED_IN`, and `FOREIGN_ORIGIN` for a cookie sent from another site's page. */
  actorOf(request: Request, now: Date): Promise<Actor>;
  accountOf(request: Request, now: Date): Promise<Account>;
  /** Proof for a form that it was made for this session; a page of another site cannot know it. */
  formTokenOf(request: Request): string | undefined;
};

export const cookieName = 'caseladder';
export const sessionMs = 12 * 60 * 60 * 1000;
const attemptWindowMs = 60_000;
const attemptLimit = 10;
/** A session is looked up again after this long, so that signing out and new roles count on every node within moments. */
const recognisedForMs = 2000;
/** Bound on what is kept in memory per map. */
const mostRemembered = 10_000;
/** Checked when the user does not exist, so that the answer takes as long. */
const nobodysHash = 'scrypt$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/** The token a request carries; a cookie counts only when the page that sent it is ours. */
const tokenOf = (request: Request): string | undefined => {
  const bearer = /^Bearer ([\w-]+)$/i.exec(request.get('Authorization') ?? '')?.[1];
  if (bearer) return bearer;
  const cookie = cookieOf(request, cookieName);
  const origin = request.get('Origin');
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (cookie && changes && origin !== undefined && hostOf(origin) !== request.get('Host'))
    throw new EdgeRefusal('FOREIGN_ORIGIN', `A page of ${origin} may not act here with a cookie; use a bearer token.`);
  return cookie;
};

export const openSignIn = (accounts: Accounts): SignIn => {
  const failures = new Map<string, Date[]>();
  const recognised = new Map<string, { account: Account; at: Date }>();

  const recentFailures = (userId: string, now: Date): Date[] =>
    (failures.get(userId) ?? []).filter((at) => now.getTime() - at.getTime() < attemptWindowMs);

  const recognise = async (tokenHash: string, now: Date): Promise<Account | undefined> => {
    const seen = recognised.get(tokenHash);
    if (seen && Math.abs(now.getTime() - seen.at.getTime()) < recognisedForMs) return seen.account;
    const account = await accounts.ofSession(tokenHash, now);
    if (recognised.size >= mostRemembered) recognised.clear();
    if (account) recognised.set(tokenHash, { account, at: now });
    else recognised.delete(tokenHash);
    return account;
  };

  const accountOf = async (request: Request, now: Date): Promise<Account> => {
    const token = tokenOf(request);
    const account = token === undefined ? undefined : await recognise(hashToken(token), now);
    if (!account)
      throw new EdgeRefusal(
        'NOT_SIGNED_IN',
        token === undefined
          ? 'Sign in first: POST /api/v1/session with userId and password, then send the token as "Authorization: Bearer …".'
          : 'The session has ended; sign in again.',
      );
    return account;
  };

  return {
    async open(userId, password, now) {
      const recent = recentFailures(userId, now);
      if (recent.length >= attemptLimit)
        throw new EdgeRefusal('TOO_MANY_ATTEMPTS', `Too many failed sign-ins for '${userId}'; try again in a minute.`);
      const account = await accounts.find(userId);
      if (!(await isPassword(password, account?.passwordHash ?? nobodysHash)) || !account) {
        if (failures.size >= mostRemembered) failures.clear();
        failures.set(userId, [...recent, now]);
        throw new EdgeRefusal('WRONG_CREDENTIALS', 'User id or password is wrong.');
      }
      failures.delete(userId);
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(now.getTime() + sessionMs);
      await accounts.addSession({ tokenHash: hashToken(token), userId, createdAt: now, expiresAt });
      return { token, account, expiresAt };
    },
    async close(request) {
      const token = tokenOf(request);
      if (token === undefined) return;
      recognised.delete(hashToken(token));
      await accounts.removeSession(hashToken(token));
    },
    accountOf,
    formTokenOf(request) {
      const token = cookieOf(request, cookieName);
      return token === undefined ? undefined : hashToken(`form:${token}`);
    },
    async actorOf(request, now) {
      const { id, roles } = await accountOf(request, now);
      return { id, kind: 'user', roles };
    },
  };
};
