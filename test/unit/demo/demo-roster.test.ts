import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { demoRoster } from '../../../demo/demo-roster.ts';
import { demoStaff } from '../../../demo/demo-staff.ts';
import { roleNames, type OrganisationNode } from '../../../engine/index.ts';

const organisation = new Map(
  (JSON.parse(readFileSync('processes/organisation.json', 'utf8')) as OrganisationNode[]).map((node) => [
    node.id,
    node,
  ]),
);

describe('The demo’s staff', () => {
  const staff = demoStaff(organisation);

  it('holds every role, at nodes there are, each under an id of its own', () => {
    expect(new Set(staff.flatMap(({ roles }) => roles.map(({ role }) => role)))).to.deep.equal(new Set(roleNames));
    expect(staff.flatMap(({ roles }) => roles).filter(({ node }) => !organisation.has(node))).to.deep.equal([]);
    expect(new Set(staff.map(({ id }) => id)).size).to.equal(staff.length);
  });

  it('keeps the ids that are published', () => {
    const ids = staff.map(({ id }) => id);
    expect(ids).to.include.members([
      'junior.lanzhou',
      'junior2.lanzhou',
      'senior.gannan',
      'manager.tianshui',
      'leader.baiyin',
      'branch.lanzhou',
      'province',
      'supervisor',
      'statistician',
      'designer',
      'auditor',
      'admin',
      'integration',
    ]);
  });

  it('has an agent of both kinds on every shift of every day, and nobody twice', () => {
    for (const date of ['2026-03-02', '2026-03-07', '2026-12-31'])
      for (const shift of ['early', 'late', 'night']) {
        const people = demoRoster(organisation, 'lanzhou', date).filter(({ shiftId }) => shiftId === shift);
        expect(people.map(({ personId }) => personId.replace(/\d?\..*/, ''))).to.include.members(['junior', 'senior']);
        expect(new Set(people.map(({ personId }) => personId)).size).to.equal(people.length);
      }
  });
});
