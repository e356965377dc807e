import { expect } from 'chai';
import type { RosterDay } from '../../../engine/index.ts';
import { rosterOf } from '../../../views/presenters/staff.ts';

const monday = '2026-03-02';
const kept = (entries: RosterDay['entries']): RosterDay[] => [
  { id: `lanzhou:${monday}`, rev: 2, node: 'lanzhou', date: monday, entries },
];
const field = (shown: string, chosen: string, person: string): Record<string, string> => ({
  [`shown:${monday}:${person}`]: shown,
  [`cell:${monday}:${person}`]: chosen,
});

describe('A filled-in roster', () => {
  it('changes the cells that were changed, and no others', () => {
    const { days, conflicts } = rosterOf(
      { ...field('early', 'late', 'a'), ...field('', '', 'b') },
      kept([
        { personId: 'a', shiftId: 'early' },
        { personId: 'c', shiftId: 'night' },
      ]),
    );
    expect(conflicts).to.deep.equal([]);
    expect(days).to.deep.equal([
      {
        date: monday,
        entries: [
          { personId: 'c', shiftId: 'night' },
          { personId: 'a', shiftId: 'late' },
        ],
      },
    ]);
  });

  it('keeps what a colleague planned meanwhile', () => {
    const { days } = rosterOf(
      { ...field('', 'early', 'a'), ...field('', '', 'b') },
      kept([{ personId: 'b', shiftId: 'night' }]),
    );
    expect(days[0]?.entries).to.deep.equal([
      { personId: 'b', shiftId: 'night' },
      { personId: 'a', shiftId: 'early' },
    ]);
  });

  it('leaves a cell to the colleague who was first, and names it', () => {
    const { days, conflicts } = rosterOf(field('', 'early', 'a'), kept([{ personId: 'a', shiftId: 'night' }]));
    expect(days).to.deep.equal([]);
    expect(conflicts).to.deep.equal([{ date: monday, personId: 'a', shifts: 'early' }]);
  });

  it('has nothing to change where both chose the same', () => {
    const { days, conflicts } = rosterOf(field('', 'night', 'a'), kept([{ personId: 'a', shiftId: 'night' }]));
    expect({ days, conflicts }).to.deep.equal({ days: [], conflicts: [] });
  });
});
