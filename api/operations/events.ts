/** Live events: what changed in the cases an actor may see, as it happens (server-sent events, HTML standard §9.2). */
import type { Response } from 'express';
import Joi from 'joi';
import { visibleChange, type Actor, type CaseChange, type FeedItem } from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import { operation, type ApiContext } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';

/** Often enough for proxies to keep the connection, and for a sign-out to end it soon. */
const heartbeatMs = 15_000;
/** A reader that takes in nothing is let go and resumes by its last event id. */
const mostBuffered = 1_000_000;

const changeModel = ({ tasks, sent, ...change }: CaseChange): Record<string, unknown> => ({
  ...change,
  tasks: tasks.map(({ candidates, ...task }) => task),
});

const eventText = (number: number, event: string, data: unknown): string =>
  `id: ${number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

type Query = { caseId?: string; lastEventId?: number };

const stream = async (
  { feed, organisation, stopping }: ApiContext,
  actor: () => Actor,
  { caseId, lastEventId }: Query,
  response: Response,
): Promise<void> => {
  const ended = new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.once('error', () => resolve());
  });
  const send = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > mostBuffered) response.destroy();
  };
  const receive = ({ number, change }: FeedItem): void => {
    const visible =
      caseId === undefined || change.caseId === caseId ? visibleChange(actor(), organisation, change) : undefined;
    if (visible) send(eventText(number, 'case', changeModel(visible)));
  };
  const unfollow = await feed.follow(lastEventId, {
    // Nothing is sent before the feed is followed: whoever sees the answer begin may rely on missing nothing from then on.
    start: (from, isIncomplete) => send(`retry: 2000\n${eventText(from, isIncomplete ? 'reset' : 'ready', { from })}`),
    receive,
  });
  const end = (): void => void response.end();
  stopping.addEventListener('abort', end, { once: true });
  if (stopping.aborted) end();
  await ended;
  stopping.removeEventListener('abort', end);
  unfollow();
};

const readLastEventId = (header: string | undefined, query: number | undefined): number | undefined => {
  if (header === undefined) return query;
  if (/^\d{1,15}$/.test(header)) return Number(header);
  throw new EdgeRefusal(
    'INVALID_REQUEST',
    `The header Last-Event-ID must be the id of an event, a number, not ${header}.`,
  );
};

export const followEvents = operation<unknown, Query>({
  method: 'get',
  path: '/events',
  summary: 'What changes in the cases one may see, as it happens (text/event-stream), resumable with Last-Event-ID',
  access: 'signedIn',
  produces: 'text/event-stream',
  schemas: {
    query: Joi.object({
      caseId: caseIdSchema,
      lastEventId: Joi.number().integer().min(0),
    }),
  },
  handle: async (context, { query, actor, request, response }) => {
    const lastEventId = readLastEventId(request.get('Last-Event-ID'), query.lastEventId);
    let current = actor;
    response.setHeader('Content-Type', 'text/event-stream');
    response.setHeader('X-Accel-Buffering', 'no');
    // Roles may change and sessions end while a page stays open.
    const beat = async (): Promise<void> => {
      try {
        current = await context.signIn.actorOf(request, context.now());
        response.write(': still here\n\n');
      } catch {
        response.end('event: signedOut\ndata: {}\n\n');
      }
    };
    return {
      async write() {
        const heartbeat = setInterval(() => {
          void beat();
        }, heartbeatMs);
        try {
          await stream(
            context,
            () => current,
            { ...query, ...(lastEventId !== undefined && { lastEventId }) },
            response,
          );
        } finally {
          clearInterval(heartbeat);
        }
      },
    };
  },
});
