import { expect } from 'chai';
import { calendarBook } from '../../../engine/index.ts';
import { reopenTargets } from '../../../engine/case/case-targets.ts';
import { draftOf } from '../../../engine/case/draft.ts';
import type { Case } from '../../../engine/index.ts';
import { readCalendars } from '../../../read-calendars.ts';

const at = (local: string): Date => new Date(`${local}:00+08:00`);

describe('Reopening the clock of a case', () => {
  it('leaves what was left of its limit, in working time, and arms it again', async () => {
    const closed = {
      slaTargets: [
        {
          taskId: 'case',
          activityId: 'complaint',
          startedAt: at('2026-03-02T09:00'),
          intervals: [{ from: at('2026-03-02T09:00'), to: at('2026-03-02T16:00') }],
          dueAt: at('2026-03-03T09:00'),
          remindAt: at('2026-03-02T15:00'),
          remindedAt: at('2026-03-02T15:00'),
          calendarId: 'baiyin',
          reportedAgain: 0,
          endedAt: at('2026-03-02T16:00'),
          isMet: true,
        },
      ],
      timers: [],
    } as unknown as Case;
    const reopened = reopenTargets(calendarBook(await readCalendars()), draftOf(closed), at('2026-03-10T11:00')).case;
    const [target] = reopened.slaTargets;
    // 2 h to 18:00 and 1 h of Tuesday were left: 11:00–12:00, 14:00–16:00
    expect(target?.dueAt).to.deep.equal(at('2026-03-10T16:00'));
    expect(target).to.not.have.any.keys('endedAt', 'isMet');
    expect(target?.intervals?.at(-1)).to.deep.equal({ from: at('2026-03-10T11:00') });
    expect(reopened.timers.map(({ id, dueAt }) => [id, dueAt])).to.deep.equal([['case:limit', at('2026-03-10T16:00')]]);
  });
});
