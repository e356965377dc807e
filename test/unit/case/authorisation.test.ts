import { expect } from 'chai';
import type { Actor, RoleName } from '../../../engine/case/actor.ts';
import {
  authoriseCandidate,
  authoriseRegistration,
  authoriseView,
  mayOverride,
  needsToSeePersonalData,
} from '../../../engine/case/authorisation.ts';
import type { Case } from '../../../engine/case/case.ts';
import type { OpenTask } from '../../../engine/case/task.ts';
import { Refusal } from '../../../engine/errors.ts';
import { organisation } from './organisation.ts';

type Rights = { sees: boolean; personal: boolean; registers: boolean; overrides: boolean };

const rights = (letters: string): Rights => ({
  sees: letters.includes('s'),
  personal: letters.includes('p'),
  registers: letters.includes('r'),
  overrides: letters.includes('o'),
});

/** s: sees cases, p: needs personal data, r: registers contacts, o: overrides. */
const table: Readonly<Record<RoleName, string>> = {
  'junior-agent': 'spr',
  'senior-agent': 'spr',
  'manager-hotline': 'spro',
  'quality-inspector': 's',
  'knowledge-manager': 's',
  statistician: 's',
  'satisfaction-surveyor': 'sp',
  'branch-handler': '',
  'centre-leader': 's',
  'provincial-hotline': 'spro',
  'service-supervisor': 's',
  'provincial-knowledge-manager': 's',
  'provincial-statistician': 's',
  'process-designer': 's',
  auditor: 's',
  administrator: 'sro',
  'integration-client': 'spr',
};

const actorWith = (role: RoleName, node: string): Actor => ({ id: 'wang', kind: 'user', roles: [{ role, node }] });
const caseOf = (centre: string): Case =>
  ({ id: 'c1', number: 'C-1', contact: { centre }, tasks: [], runs: [] }) as unknown as Case;

const isAllowed = (ask: () => void): boolean => {
  try {
    ask();
    return true;
  } catch (error) {
    expect(error).to.be.instanceOf(Refusal).with.property('code', 'NOT_ALLOWED');
    expect((error as Refusal).message).to.include('wang');
    return false;
  }
};

const rightsAt = (actor: Actor, centre: string): Rights => ({
  sees: isAllowed(() => authoriseView(actor, organisation, caseOf(centre))),
  personal: needsToSeePersonalData(actor, organisation, centre),
  registers: isAllowed(() => authoriseRegistration(actor, organisation, centre)),
  overrides: mayOverride(actor, organisation, centre),
});

describe('Authorisation', () => {
  for (const [role, letters] of Object.entries(table) as [RoleName, string][]) {
    it(`gives ${role} what the table says at its own node and below, and nothing beside it`, () => {
      expect(rightsAt(actorWith(role, 'lanzhou'), 'lanzhou')).to.deep.equal(rights(letters));
      expect(rightsAt(actorWith(role, 'gansu'), 'lanzhou')).to.deep.equal(rights(letters));
      expect(rightsAt(actorWith(role, 'tianshui'), 'lanzhou')).to.deep.equal(rights(''));
      expect(rightsAt(actorWith(role, 'nowhere'), 'lanzhou')).to.deep.equal(rights(''));
    });
  }

  it('gives somebody without roles nothing and the product itself everything', () => {
    expect(rightsAt({ id: 'wang', kind: 'user', roles: [] }, 'lanzhou')).to.deep.equal(rights(''));
    expect(rightsAt({ id: 'timer', kind: 'timer', roles: [] }, 'lanzhou')).to.deep.equal(rights('spro'));
  });

  it('lets candidates take a task, by role and node or by name', () => {
    const task = {
      id: 't1',
      activityId: 'assessComplaint',
      candidates: ['junior-agent@lanzhou'],
      candidateUsers: ['li'],
    } as unknown as OpenTask;
    const may = (actor: Actor): boolean =>
      isAllowed(() => authoriseCandidate(actor, organisation, task, caseOf('lanzhou')));
    expect(may(actorWith('junior-agent', 'lanzhou'))).to.equal(true);
    expect(may({ id: 'li', kind: 'user', roles: [] })).to.equal(true);
    expect(may(actorWith('junior-agent', 'tianshui'))).to.equal(false);
    expect(may(actorWith('senior-agent', 'lanzhou'))).to.equal(false);
    expect(may(actorWith('junior-agent', 'gansu'))).to.equal(false);
  });
});
