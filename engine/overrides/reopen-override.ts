import { decideReopening, placesToReopen } from '../links/reopen-case.ts';
import type { Override } from './override.ts';

/** Takes up a closed case again at a user task of its process, with fresh time. */
export const reopen: Override<{ readonly activityId?: string }> = {
  who: 'managers',
  decide: decideReopening,
  offer: (context, { case: current }) => placesToReopen(context, current),
  undo: () => ({ action: 'cancel' }),
};
