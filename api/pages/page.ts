/**
 * A page as data, like an operation: its path, the schemas of what goes in, and a function that asks the engine and says which
 * template shows the answer. `mountPages` puts them on a router; rights are the engine's, never a page's.
 */
import express, { Router, type Request, type Response } from 'express';
import type { Actor, CommandBase } from '../../engine/index.ts';
import type { Reader } from '../../views/reader.ts';
import { renderFragment, renderPage, type Frame, type PageContent } from '../../views/render-page.ts';
import { translations, type Translate } from '../../views/texts.ts';
import { nobody, validate, type ApiContext, type Schemas } from '../operation.ts';
import { htmlType, jsonType, sendText } from '../send-text.ts';
import type { Account } from '../sign-in.ts';
import { putFlash, takeFlash, type Flash } from './flash.ts';
import { maskToken, requireFormToken, requireOwnOrigin } from './own-page.ts';
import { readerOf } from './reader-of.ts';

export type PageCall<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Absent on public pages when nobody is signed in. */
  readonly account?: Account;
  readonly actor: Actor;
  /** Actor, moment and idempotency key (the form's field `commandKey`), stamped once. */
  readonly command: CommandBase;
  readonly reader: Reader;
  readonly t: Translate;
  readonly request: Request;
  readonly response: Response;
};

export type PageReply =
  | (PageContent & { readonly status?: number; readonly flash?: Flash })
  /** After a form: on to a page (303), with a message for it. Only paths of our own. */
  | { readonly redirect: string; readonly flash?: Flash }
  /** A picture or a file, whole. */
  | { readonly content: string; readonly type: string }
  /** Writes the answer itself, for downloads; resolves when it is complete. */
  | { write(response: Response): Promise<void> }
  /** A piece of a page, for a script. */
  | { readonly fragment: string; readonly model: object }
  /** For scripts. */
  | { readonly json: unknown; readonly status?: number };

export type Page = {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly access: 'public' | 'signedIn';
  /** `formToken` and `commandKey` are taken out of a body before its schema sees it. */
  readonly schemas: Schemas;
  /** It follows the live events: it says up to which change it was made, so that its script misses none. */
  readonly isLive?: true;
  /** Largest form in MiB; default 1. */
  readonly bodyLimit?: number;
  handle(context: ApiContext, call: PageCall<unknown, unknown, unknown>): Promise<PageReply>;
};

/** Declares a page with the types its schemas guarantee. */
export const page = <Params = unknown, Query = unknown, Body = unknown>(
  declared: Omit<Page, 'handle'> & {
    handle(context: ApiContext, call: PageCall<Params, Query, Body>): Promise<PageReply>;
  },
): Page => declared;

/** A path on this site from a parameter; anything else leads home, so that nobody is sent elsewhere. */
export const ownPath = (given: unknown): string =>
  typeof given === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(given) && !given.startsWith('/sign-') ? given : '/';

export const frameOf = (context: ApiContext, request: Request, response: Response, account?: Account): Frame => {
  const reader = readerOf(request);
  const ownToken = account ? context.signIn.formTokenOf(request) : undefined;
  const formToken = ownToken === undefined ? undefined : maskToken(ownToken);
  const flash = takeFlash(request, response, translations[reader.locale]);
  return {
    reader,
    path: request.originalUrl,
    ...(account && { user: { id: account.id, name: account.name, roles: account.roles } }),
    ...(formToken !== undefined && { formToken }),
    ...(flash && { flash }),
  };
};

const sendReply = async (
  { request, response, t }: Pick<PageCall<unknown, unknown, unknown>, 'request' | 'response' | 't'>,
  reply: PageReply,
  frame: () => Frame,
): Promise<void> => {
  if ('redirect' in reply) {
    if (reply.flash) putFlash(response, reply.flash);
    response.redirect(303, reply.redirect);
    return;
  }
  if ('write' in reply) return reply.write(response);
  if ('content' in reply) {
    response.type(reply.type).send(reply.content);
    return;
  }
  if ('fragment' in reply)
    return sendText(request, response, htmlType, renderFragment(frame(), reply.fragment, reply.model));
  response.status(reply.status ?? 200);
  if ('json' in reply) return sendText(request, response, jsonType, JSON.stringify(reply.json));
  const flash = reply.flash && { kind: reply.flash.kind, text: t(reply.flash.key, reply.flash.values) };
  return sendText(request, response, htmlType, renderPage({ ...frame(), ...(flash && { flash }) }, reply));
};

type FormBody = Record<string, unknown> & { formToken?: unknown; commandKey?: unknown };

const accountFor = async (
  context: ApiContext,
  access: Page['access'],
  request: Request,
): Promise<Account | undefined> => {
  const asked = context.signIn.accountOf(request, context.now());
  return access === 'signedIn' ? asked : asked.catch(() => undefined);
};

const serve =
  (context: ApiContext, declared: Page) =>
  async (request: Request, response: Response): Promise<void> => {
    if (declared.method === 'post') requireOwnOrigin(request);
    const account = await accountFor(context, declared.access, request);
    const { formToken, commandKey, ...body } = (request.body ?? {}) as FormBody;
    if (declared.method === 'post' && declared.access === 'signedIn')
      requireFormToken(request, context.signIn.formTokenOf(request), formToken);
    const valid = validate(declared.schemas, request, body);
    const reader = readerOf(request);
    const t = translations[reader.locale];
    const actor: Actor = account ? { id: account.id, kind: 'user', roles: account.roles } : nobody;
    const key = typeof commandKey === 'string' && /^[\w-]{1,100}$/.test(commandKey) ? commandKey : undefined;
    const madeUpTo = declared.isLive && account ? await context.feed.position() : undefined;
    const reply = await declared.handle(context, {
      params: valid.params,
      query: valid.query,
      body: valid.body,
      actor,
      command: { actor, at: context.now(), ...(key !== undefined && { key }) },
      reader,
      t,
      request,
      response,
      ...(account && { account }),
    });
    const frame = (): Frame => ({
      ...frameOf(context, request, response, account),
      ...(madeUpTo !== undefined && { madeUpTo }),
    });
    await sendReply({ request, response, t }, reply, frame);
  };

export const mountPages = (context: ApiContext, pages: readonly Page[]): Router => {
  const router = Router({ caseSensitive: true });
  for (const declared of pages) {
    const limit = `${declared.bodyLimit ?? 1}mb`;
    const readers =
      declared.method === 'post'
        ? [express.urlencoded({ extended: false, limit, parameterLimit: 5000 }), express.json({ limit, strict: true })]
        : [];
    router[declared.method](declared.path, ...readers, serve(context, declared));
  }
  return router;
};
