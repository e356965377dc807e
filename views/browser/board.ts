/** The board while it stays open. */
import { followChanges } from './live/follow.ts';
import { refreshEvery } from './live/refresh-every.ts';

followChanges(refreshEvery(4000));
