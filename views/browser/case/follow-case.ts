/** Keeps a page about one case up to date: what is marked `data-live` is brought up to date in place. */
import { startAttaching } from './attach.ts';
import { startCountdown } from '../list/countdown.ts';
import { followChanges } from '../live/follow.ts';
import { refreshPage } from '../live/refresh.ts';

export const followCase = (refreshed: () => void = () => {}): void => {
  startCountdown();
  startAttaching();
  const caseId = document.querySelector<HTMLElement>('[data-case]')?.dataset['case'];
  if (caseId === undefined) return;
  followChanges(() => void refreshPage().then(refreshed), `/api/v1/events?caseId=${encodeURIComponent(caseId)}`);
};
