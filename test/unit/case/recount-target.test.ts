import { expect } from 'chai';
import { calendarBook, type WorkingCalendar } from '../../../engine/index.ts';
import { recountTarget } from '../../../engine/case/recount-target.ts';
import type { SlaTarget } from '../../../engine/case/sla-target.ts';

const at = (local: string): Date => new Date(`${local}:00Z`);
const hours = ['08:00-12:00', '14:00-18:00'];
const week = { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours };
const office: WorkingCalendar = {
  id: 'office',
  name: { zh: '办公', en: 'Office' },
  node: 'gansu',
  timeZone: 'UTC',
  week,
};
const book = calendarBook([office]);
const closedOnTuesday = calendarBook([
  { ...office, days: [{ from: '2026-03-03', kind: 'holiday', name: { zh: '闭馆', en: 'Closed' } }] },
]);

const target: SlaTarget = {
  taskId: 'case',
  activityId: 'complaint',
  startedAt: at('2026-03-02T10:00'),
  intervals: [{ from: at('2026-03-02T10:00') }],
  calendarId: 'office',
  dueAt: at('2026-03-04T10:00'),
  remindAt: at('2026-03-03T15:48'),
  limit: 'P2D',
  reminder: 0.8,
  reportedAgain: 0,
};

describe('A target counted anew', () => {
  it('stays where it is while its calendar says the same', () => {
    expect(recountTarget(book, target)).to.deep.include({ dueAt: target.dueAt, remindAt: at('2026-03-03T16:48') });
  });

  it('is later by a day that has become free, its reminder too', () => {
    expect(recountTarget(closedOnTuesday, target)).to.deep.include({
      dueAt: at('2026-03-05T10:00'),
      remindAt: at('2026-03-04T16:48'),
    });
  });

  it('keeps the time its clock stood still, counted by the calendar as it is now', () => {
    const paused: SlaTarget = {
      ...target,
      intervals: [{ from: at('2026-03-02T10:00'), to: at('2026-03-02T16:00') }, { from: at('2026-03-04T09:00') }],
    };
    // Two hours of Monday and one of Wednesday, where Tuesday is closed; with Tuesday it is eight more.
    expect(recountTarget(closedOnTuesday, paused)?.dueAt).to.deep.equal(at('2026-03-05T15:00'));
    expect(recountTarget(book, paused)?.dueAt).to.deep.equal(at('2026-03-05T15:00'));
  });

  it('keeps the working time a manager has added', () => {
    const extended: SlaTarget = {
      ...target,
      dueAt: at('2026-03-04T16:00'),
      extensions: [
        {
          at: at('2026-03-02T11:00'),
          by: 'manager',
          reason: 'spare part',
          from: at('2026-03-04T10:00'),
          to: at('2026-03-04T16:00'),
        },
      ],
    };
    expect(recountTarget(closedOnTuesday, extended)?.dueAt).to.deep.equal(at('2026-03-05T16:00'));
  });

  it('counts a reminder the model drew from its own duration', () => {
    const drawn = { ...target, reminder: 'P1DT4H' };
    expect(recountTarget(closedOnTuesday, drawn)?.remindAt).to.deep.equal(at('2026-03-04T16:00'));
    expect(recountTarget(book, drawn)?.remindAt).to.deep.equal(at('2026-03-03T16:00'));
  });

  it('leaves alone what is over, breached, or does not say what it was counted from', () => {
    const { limit: _, ...unknown } = target;
    expect(recountTarget(closedOnTuesday, unknown)).to.equal(undefined);
    expect(recountTarget(closedOnTuesday, { ...target, breachedAt: at('2026-03-04T10:00') })).to.equal(undefined);
    expect(recountTarget(closedOnTuesday, { ...target, endedAt: at('2026-03-03T10:00') })).to.equal(undefined);
  });
});
