/** How a reader wants their pages: kept in cookies, so that they hold before signing in and on every node. */
import type { Request } from 'express';
import { chooseLocale } from '../../views/locale.ts';
import { isTimeZone } from '../../views/moments.ts';
import { themes, type Reader, type Theme } from '../../views/reader.ts';
import { localeCookie } from '../asked-locale.ts';
import { cookieOf } from '../cookies.ts';

export const themeCookie = 'caseladder-theme';
/** Set by the browser's script: a server cannot ask for it. */
const timeZoneCookie = 'caseladder-zone';
const defaultTimeZone = 'Asia/Shanghai';

const isTheme = (text: string | undefined): text is Theme => themes.some((theme) => theme === text);

const timeZoneOf = (request: Request): string => {
  const given = (cookieOf(request, timeZoneCookie) ?? '').replaceAll('%2F', '/');
  return /^[\w+/-]{1,40}$/.test(given) && isTimeZone(given) ? given : defaultTimeZone;
};

export const readerOf = (request: Request): Reader => {
  const theme = cookieOf(request, themeCookie);
  return {
    locale: chooseLocale(cookieOf(request, localeCookie), request.get('Accept-Language')),
    theme: isTheme(theme) ? theme : 'auto',
    timeZone: timeZoneOf(request),
  };
};
