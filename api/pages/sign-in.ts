import Joi from 'joi';
import { codeName } from '../../views/presenters/code-name.ts';
import type { Reader } from '../../views/reader.ts';
import type { Translate } from '../../views/texts.ts';
import { removeCookie, setCookie } from '../cookies.ts';
import type { ApiContext } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';
import { cookieName, sessionMs } from '../sign-in.ts';
import { ownPath, page, type PageReply } from './page.ts';

const next = Joi.string().max(2000).allow('');

/** Whom the demo can be tried as, and how far it has come. */
const demoModel = ({ demoSignIns, demoMade }: ApiContext, { locale }: Reader, t: Translate): object => {
  const percent = demoMade?.();
  const [first] = demoSignIns ?? [];
  return {
    ...(percent !== undefined && { making: t('signIn.demo.making', { percent }) }),
    ...(first && {
      signIns: demoSignIns?.map(({ id, role }) => ({ id, role: codeName('role', role, locale) })),
      password: t('signIn.demo.password', { password: first.password }),
    }),
  };
};

export const signInPage = page<unknown, { next?: string }>({
  method: 'get',
  path: '/sign-in',
  access: 'public',
  schemas: { query: Joi.object({ next }) },
  async handle(context, { query, account, reader, t }) {
    if (account) return { redirect: ownPath(query.next) };
    const model = { next: ownPath(query.next), ...demoModel(context, reader, t) };
    return { template: 'pages/sign-in', title: t('signIn.title'), model };
  },
});

type SignInBody = { userId: string; password: string; next?: string };

export const signInForm = page<unknown, unknown, SignInBody>({
  method: 'post',
  path: '/sign-in',
  access: 'public',
  schemas: {
    body: Joi.object({
      userId: Joi.string().trim().max(100).allow('').required(),
      password: Joi.string().max(200).allow('').required(),
      next,
    }),
  },
  async handle({ signIn, now }, { body, response, t }): Promise<PageReply> {
    try {
      const { token } = await signIn.open(body.userId, body.password, now());
      setCookie(response, cookieName, token, { keptMs: sessionMs });
      return { redirect: ownPath(body.next) };
    } catch (error) {
      if (!(error instanceof EdgeRefusal)) throw error;
      const problem = error.code === 'TOO_MANY_ATTEMPTS' ? 'tooMany' : 'wrong';
      return {
        status: error.code === 'TOO_MANY_ATTEMPTS' ? 429 : 401,
        template: 'pages/sign-in',
        title: t('signIn.title'),
        model: { next: ownPath(body.next), userId: body.userId, problem: t(`signIn.problem.${problem}`) },
      };
    }
  },
});

export const signOutForm = page({
  method: 'post',
  path: '/sign-out',
  access: 'signedIn',
  schemas: {},
  async handle({ signIn }, { request, response }) {
    await signIn.close(request);
    removeCookie(response, cookieName);
    return { redirect: '/sign-in' };
  },
});
