import { expect } from 'chai';
import { calendarBook, type Case } from '../../../engine/index.ts';
import { calendarIdIn } from '../../../engine/case/case-calendars.ts';
import { readCalendars } from '../../../read-calendars.ts';
import { readOrganisation } from '../../../read-organisation.ts';

const shipped = await readCalendars();
const organisation = await readOrganisation();

const caseAt = (centre: string, branch?: string): Case =>
  ({ contact: { centre }, runs: [{ id: 'r1', execution: { data: branch ? { branch } : {} } }] }) as unknown as Case;

describe('The calendars a case counts by', () => {
  const calendars = calendarBook(shipped);
  const known = { calendars, organisation };

  it('are those of its centre and of the branch its work went to', () => {
    expect(calendarIdIn(known, caseAt('lanzhou'), 'r1', 'centre')).to.equal('lanzhou');
    expect(calendarIdIn(known, caseAt('lanzhou'), 'r1', 'branch')).to.equal('lanzhou-branch');
    expect(calendarIdIn(known, caseAt('lanzhou', 'baiyin-branch'), 'r1', 'branch')).to.equal('baiyin-branch');
  });

  it('are the branch’s for a department without one of its own', () => {
    expect(calendarIdIn(known, caseAt('lanzhou', 'lanzhou-branch-network'), 'r1', 'branch')).to.equal('lanzhou-branch');
  });

  it('are the department’s own where it has one, as for a crew on duty round the clock', () => {
    const crew = {
      ...calendars.find('round-the-clock')!,
      id: 'lanzhou-branch-network',
      node: 'lanzhou-branch-network',
    };
    const withCrew = { calendars: calendarBook([...shipped, crew]), organisation };
    const sent = caseAt('lanzhou', 'lanzhou-branch-network');
    expect(calendarIdIn(withCrew, sent, 'r1', 'branch')).to.equal('lanzhou-branch-network');
    expect(calendarIdIn(withCrew, caseAt('lanzhou', 'lanzhou-branch-billing'), 'r1', 'branch')).to.equal(
      'lanzhou-branch',
    );
  });
});
