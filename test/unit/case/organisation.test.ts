import { expect } from 'chai';
import { candidateKey, candidateKeysOf, candidatesOf } from '../../../engine/case/candidates.ts';
import { isWithin, lineOf, nearestOfKind } from '../../../engine/case/organisation.ts';
import { organisation } from './organisation.ts';

describe('The organisation', () => {
  it('knows the line from a node to the province, nearest first', () => {
    expect(lineOf(organisation, 'lanzhou-east')).to.deep.equal(['lanzhou-east', 'lanzhou', 'gansu']);
    expect(lineOf(organisation, 'nowhere')).to.deep.equal([]);
  });

  it('counts a node and everything below it as within, nothing above or beside', () => {
    expect(isWithin(organisation, 'lanzhou', 'lanzhou')).to.equal(true);
    expect(isWithin(organisation, 'lanzhou-east', 'gansu')).to.equal(true);
    expect(isWithin(organisation, 'gansu', 'lanzhou')).to.equal(false);
    expect(isWithin(organisation, 'tianshui', 'lanzhou')).to.equal(false);
    expect(isWithin(organisation, 'nowhere', 'nowhere')).to.equal(false);
  });

  it('finds the nearest node of a kind', () => {
    expect(nearestOfKind(organisation, 'lanzhou-east', 'centre')).to.equal('lanzhou');
    expect(nearestOfKind(organisation, 'lanzhou', 'province')).to.equal('gansu');
    expect(nearestOfKind(organisation, 'gansu', 'centre')).to.equal(undefined);
  });
});

const branchKey = (centre: string, branch?: unknown): string =>
  candidateKey(organisation, 'branch-handler', centre, branch);

describe('Candidates', () => {
  it('of a centre role sit at the centre of the case, also for a case of its branch', () => {
    expect(candidateKey(organisation, 'junior-agent', 'lanzhou')).to.equal('junior-agent@lanzhou');
    expect(candidateKey(organisation, 'senior-agent', 'lanzhou-east')).to.equal('senior-agent@lanzhou');
  });

  for (const role of [
    'provincial-hotline',
    'service-supervisor',
    'provincial-knowledge-manager',
    'provincial-statistician',
  ])
    it(`of ${role} sit at the province`, () => {
      expect(candidateKey(organisation, role, 'tianshui')).to.equal(`${role}@gansu`);
    });

  it('of branch-handler sit at the branch the case file names, else at the branch beside the centre', () => {
    expect(branchKey('lanzhou')).to.equal('branch-handler@lanzhou-east');
    expect(branchKey('tianshui', 'lanzhou-east')).to.equal('branch-handler@lanzhou-east');
    expect(branchKey('lanzhou', 'gansu')).to.equal('branch-handler@lanzhou-east');
    expect(branchKey('lanzhou', 7)).to.equal('branch-handler@lanzhou-east');
    expect(branchKey('tianshui')).to.equal('branch-handler@tianshui');
  });

  it('that name their node themselves are taken as they are', () => {
    expect(candidatesOf(organisation, ['senior-agent@tianshui'], [], 'lanzhou')).to.deep.equal([
      'senior-agent@tianshui',
    ]);
  });

  it('that nobody can hold leave the task to whoever handles cases at the centre', () => {
    for (const group of ['sales', 'senior-agent@nowhere', 'king@lanzhou'])
      expect(candidatesOf(organisation, [group], [], 'lanzhou'), group).to.include('anyone@lanzhou');
  });

  it('stay at an unknown centre rather than nowhere', () => {
    expect(candidateKey(organisation, 'junior-agent', 'elsewhere')).to.equal('junior-agent@elsewhere');
  });

  it('are found by every role an actor holds', () => {
    const roles = [
      { role: 'junior-agent', node: 'lanzhou' },
      { role: 'auditor', node: 'gansu' },
    ] as const;
    expect(candidateKeysOf({ id: 'li', kind: 'user', roles })).to.deep.equal([
      'junior-agent@lanzhou',
      'auditor@gansu',
      'anyone@lanzhou',
    ]);
  });
});
