/** A message for the next page after a redirect, such as "Task completed". Only keys of our own texts travel. */
import type { Request, Response } from 'express';
import Joi from 'joi';
import type { Translate, Values } from '../../views/texts.ts';
import { cookieOf, removeCookie, setCookie } from '../cookies.ts';

export type Flash = {
  readonly kind: 'success' | 'problem';
  /** Key of a text under `flash.`. */
  readonly key: string;
  readonly values?: Values;
};

const flashCookie = 'caseladder-flash';

const schema = Joi.object({
  kind: Joi.valid('success', 'problem').required(),
  key: Joi.string()
    .pattern(/^flash\.\w+$/)
    .required(),
  values: Joi.object().pattern(/^\w+$/, [Joi.string().max(300), Joi.number()]),
});

export const putFlash = (response: Response, flash: Flash): void =>
  setCookie(response, flashCookie, Buffer.from(JSON.stringify(flash)).toString('base64url'));

/** The message left by the page before, once. One that we did not write is dropped. */
export const takeFlash = (
  request: Request,
  response: Response,
  t: Translate,
): { kind: Flash['kind']; text: string } | undefined => {
  const cookie = cookieOf(request, flashCookie);
  if (!cookie) return undefined;
  removeCookie(response, flashCookie);
  try {
    const { value, error } = schema.validate(JSON.parse(Buffer.from(cookie, 'base64url').toString()));
    if (error) return undefined;
    const { kind, key, values } = value as Flash;
    return { kind, text: t(key, values) };
  } catch {
    return undefined;
  }
};
