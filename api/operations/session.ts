import Joi from 'joi';
import { removeCookie, setCookie } from '../cookies.ts';
import { cookieName, sessionMs, type Account } from '../sign-in.ts';
import { operation } from '../operation.ts';

const accountModel = ({ id, name, roles }: Account): Record<string, unknown> => ({ id, name, roles });

export const openSession = operation<unknown, unknown, { userId: string; password: string }>({
  method: 'post',
  path: '/session',
  summary: 'Sign in with user id and password; answers a bearer token valid for twelve hours and sets it as a cookie',
  access: 'public',
  schemas: {
    body: Joi.object({
      userId: Joi.string().max(100).required(),
      password: Joi.string().max(200).required(),
    }),
  },
  async handle({ signIn, now }, { body, response }) {
    const { token, account, expiresAt } = await signIn.open(body.userId, body.password, now());
    setCookie(response, cookieName, token, { keptMs: sessionMs });
    return { status: 201, body: { token, expiresAt, user: accountModel(account) } };
  },
});

export const showSession = operation({
  method: 'get',
  path: '/session',
  summary: 'Who is signed in, with their roles',
  access: 'signedIn',
  schemas: {},
  async handle({ signIn, now }, { request }) {
    return { body: { user: accountModel(await signIn.accountOf(request, now())) } };
  },
});

export const closeSession = operation({
  method: 'delete',
  path: '/session',
  summary: 'Sign out',
  access: 'signedIn',
  schemas: {},
  async handle({ signIn }, { request, response }) {
    await signIn.close(request);
    removeCookie(response, cookieName);
    return {};
  },
});
