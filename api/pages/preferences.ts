import Joi from 'joi';
import { locales, type Locale } from '../../views/locale.ts';
import { themes, type Theme } from '../../views/reader.ts';
import { setCookie } from '../cookies.ts';
import { ownPath, page } from './page.ts';
import { localeCookie } from '../asked-locale.ts';
import { themeCookie } from './reader-of.ts';

const keptMs = 365 * 24 * 60 * 60 * 1000;

/** Language and brightness; also for readers who are not signed in yet. */
export const preferencesForm = page<unknown, unknown, { locale?: Locale; theme?: Theme; next?: string }>({
  method: 'post',
  path: '/preferences',
  access: 'public',
  schemas: {
    body: Joi.object({ locale: Joi.valid(...locales), theme: Joi.valid(...themes), next: Joi.string().max(2000) }),
  },
  async handle(_context, { body, request, response }) {
    if (body.locale) setCookie(response, localeCookie, body.locale, { keptMs });
    if (body.theme) setCookie(response, themeCookie, body.theme, { keptMs });
    const isFromSignIn =
      body.next?.startsWith('/sign-in') && new URL(body.next, `http://${request.host}`).pathname === '/sign-in';
    return { redirect: isFromSignIn ? body.next! : ownPath(body.next) };
  },
});
