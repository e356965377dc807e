import { expect } from 'chai';
import * as fc from 'fast-check';
import { compileDecisions } from '../../../../engine/model/decision/compile-decisions.ts';
import type { Decision } from '../../../../engine/model/decision/decision.ts';
import { decision, dmn, table } from './dmn-text.ts';

const compiled = async (policy: string, rules: readonly (readonly string[])[]): Promise<Decision> => {
  const content = dmn(decision('t', table({ policy, inputs: ['x:number'], outputs: ['y'], rules })));
  return (await compileDecisions([{ name: 't.dmn', content }])).decisions.get('t')!;
};

describe('decision tables, whatever their rules', () => {
  const bounds = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 10 })), {
    maxLength: 8,
  });
  const inputs = fc.array(fc.integer({ min: -25, max: 35 }), { minLength: 5, maxLength: 5 });

  it('collect exactly the rules whose interval holds the input', async () => {
    await fc.assert(
      fc.asyncProperty(bounds, inputs, async (intervals, values) => {
        const rules = intervals.map(([low, width], index) => [`[${low}..${low + width}]`, String(index)]);
        const collecting = await compiled('COLLECT', rules);
        const first = await compiled('FIRST', rules);
        for (const x of values) {
          const expected = intervals.flatMap(([low, width], index) => (x >= low && x <= low + width ? [index] : []));
          expect(collecting.evaluate({ x }, new Date(0)).value).to.deep.equal(expected);
          expect(first.evaluate({ x }, new Date(0)).value).to.equal(expected[0] ?? null);
        }
      }),
      { numRuns: 25 },
    );
  });
});
