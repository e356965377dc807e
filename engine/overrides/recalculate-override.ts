/** Counts what a case has promised anew, after its working calendars were changed. */
import type { CalendarBook } from '../calendar/calendar-book.ts';
import { heirsOf } from '../calendar/heirs.ts';
import { recalculateTargets } from '../case/recalculate-targets.ts';
import { Refusal } from '../errors.ts';
import { requireOpenCase, type Override } from './override.ts';

type Recalculate = {
  /** What counts by this calendar or by one that inherits from it; default: by any. */
  readonly calendarId?: string;
};

const meant = (calendars: CalendarBook, calendarId: string | undefined): ((id: string) => boolean) => {
  if (calendarId === undefined) return () => true;
  const ids = new Set(heirsOf(calendars, calendarId));
  return (id) => ids.has(id);
};

export const recalculate: Override<Recalculate> = {
  who: 'managers',
  decide({ calendars }, draft, { reason, calendarId }) {
    requireOpenCase(draft.case);
    return recalculateTargets(calendars, draft, reason, meant(calendars, calendarId));
  },
  offer({ calendars }, { case: current }) {
    requireOpenCase(current);
    const ids = current.slaTargets.flatMap(({ calendarId, endedAt }) => (endedAt ? [] : (calendarId ?? [])));
    if (ids.length === 0)
      throw new Refusal('NOTHING_TO_DO', `No open limit of case ${current.number} counts by a calendar.`, {
        caseId: current.id,
      });
    return { calendarIds: [...new Set(ids)].filter((id) => calendars.find(id)) };
  },
};
