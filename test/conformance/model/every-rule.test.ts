import { expect } from 'chai';
import { RULES } from '../../../engine/model/check/rules.ts';
import { triedRules } from './check-rule.ts';

describe('deploy checks', () => {
  it('are all tried with a bad and a good model', async () => {
    // loaded already unless this file runs alone
    await Promise.all([
      import('./activities.test.ts'),
      import('./events.test.ts'),
      import('./flows.test.ts'),
      import('./gateways.test.ts'),
      import('./structure.test.ts'),
    ]);
    expect([...triedRules].toSorted()).to.deep.equal(RULES.map(({ name }) => name).toSorted());
  });
});
