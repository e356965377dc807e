/** While the demo's month is being made there is much to see and nothing to change. */
import type { RequestHandler } from 'express';
import type { ApiContext } from './operation.ts';
import { EdgeRefusal } from './problem.ts';

/** Signing in and out, and how pages look, touch no case. */
const always: ReadonlySet<string> = new Set(['/session', '/sign-in', '/sign-out', '/preferences']);

/** Refuses with `NOT_READY`. */
export const refuseWhileMaking =
  ({ demoMade }: Pick<ApiContext, 'demoMade'>): RequestHandler =>
  ({ method, path }, response, next) => {
    const percent = demoMade?.();
    if (percent !== undefined && !['GET', 'HEAD'].includes(method) && !always.has(path)) {
      response.setHeader('Retry-After', '10');
      throw new EdgeRefusal(
        'NOT_READY',
        `A month of demo data is being made (${percent} %); until it is there nothing can be changed.`,
        { percent },
      );
    }
    next();
  };
