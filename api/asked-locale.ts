/** The language a client of the API asked for: a reader's choice, else `Accept-Language`; whoever asks for none gets English. */
import type { Request } from 'express';
import { chooseLocale, type Locale } from '../views/locale.ts';
import { cookieOf } from './cookies.ts';

/** Where pages keep what their reader chose. */
export const localeCookie = 'caseladder-locale';

export const askedLocale = (request: Request): Locale => {
  const chosen = cookieOf(request, localeCookie);
  const accepted = request.get('Accept-Language');
  return chosen === undefined && !/[a-z]/i.test(accepted ?? '') ? 'en' : chooseLocale(chosen, accepted);
};
