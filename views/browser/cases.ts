/** The list of cases while it stays open: countdown, selection, keys, and changes as they happen. */
import { startAutosubmit } from './list/autosubmit.ts';
import { startCountdown } from './list/countdown.ts';
import { startRowKeys } from './list/row-keys.ts';
import { startSelection } from './list/selection.ts';
import { followChanges } from './live/follow.ts';
import { refreshEvery } from './live/refresh-every.ts';

startCountdown();
startSelection();
startRowKeys();
startAutosubmit();
followChanges(refreshEvery(4000));
