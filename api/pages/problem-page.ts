/** What went wrong, as a page in the reader's language; whoever is not signed in is asked to. */
import type { ErrorRequestHandler } from 'express';
import { renderPage } from '../../views/render-page.ts';
import { translations } from '../../views/texts.ts';
import type { ApiContext } from '../operation.ts';
import { problemHandler, problemOf, type LogFailure } from '../problem.ts';
import { frameOf, ownPath } from './page.ts';
import { readerOf } from './reader-of.ts';

type Look = 'notFound' | 'notAllowed' | 'conflict' | 'invalid' | 'failure';

const lookOf = (status: number): Look => {
  if (status === 404) return 'notFound';
  if (status === 401 || status === 403) return 'notAllowed';
  if (status === 409) return 'conflict';
  return status < 500 ? 'invalid' : 'failure';
};

export const problemPages =
  (context: ApiContext, logFailure: LogFailure): ErrorRequestHandler =>
  async (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown);
    // A script asks for JSON and gets the problem as the API tells it.
    if (request.accepts(['html', 'json']) === 'json')
      return problemHandler(logFailure)(thrown, request, response, next);
    const problem = problemOf(thrown, logFailure);
    if (problem.code === 'NOT_SIGNED_IN') {
      const from = request.method === 'GET' ? ownPath(request.originalUrl) : '/';
      return response.redirect(303, `/sign-in?next=${encodeURIComponent(from)}`);
    }
    const account = await context.signIn.accountOf(request, context.now()).catch(() => undefined);
    const look = lookOf(problem.status);
    const t = translations[readerOf(request).locale];
    const model = {
      title: t(`problem.${look}.title`),
      explanation: t(`problem.${look}.explanation`),
      detail: problem.reference === undefined ? problem.detail : undefined,
      reference: problem.reference,
    };
    return response
      .status(problem.status)
      .type('html')
      .send(
        renderPage(frameOf(context, request, response, account), {
          template: 'pages/problem',
          title: model.title,
          model,
        }),
      );
  };
