import { expect } from 'chai';
import { DecisionError } from '../../../../engine/model/decision/decision.ts';
import { decideTable, decision, dmn, problemsIn, table, type Table } from './dmn-text.ts';

const refusalOf = async (shape: Table, scope: Record<string, unknown>): Promise<string> => {
  try {
    await decideTable(shape, scope);
  } catch (error) {
    expect(error).to.be.instanceOf(DecisionError);
    return (error as Error).message;
  }
  return 'no refusal';
};

const matches = async (cell: string, input: unknown, more: Record<string, unknown> = {}): Promise<boolean> => {
  const result = await decideTable({ inputs: ['x'], outputs: ['y'], rules: [[cell, '1']] }, { x: input, ...more });
  return result.value === 1;
};

const problemOf = async (given: Table): Promise<string> =>
  (await problemsIn(dmn(decision('t', table(given)))))[0]?.message ?? 'none';
const good: Table = { inputs: ['x'], outputs: ['y'], rules: [['-', '1']] };

const overlapping = (policy: string, aggregation?: string): Table => ({
  policy,
  ...(aggregation === undefined ? {} : { aggregation }),
  inputs: ['x:number'],
  outputs: ['y:number:30,20,10'],
  rules: [
    ['> 0', '10'],
    ['> 5', '30'],
    ['> 9', '20'],
  ],
});

const decided = async (policy: string, x: number, aggregation?: string): Promise<unknown> => {
  const { value, matchedRules } = await decideTable(overlapping(policy, aggregation), { x });
  return [value, matchedRules];
};

describe('decision tables', () => {
  describe('cells', () => {
    for (const [cell, input, expected] of [
      ['', 'anything', true],
      ['-', null, true],
      ['"a"', 'a', true],
      ['"a"', 'b', false],
      ['"a", "b"', 'b', true],
      ['not("a", "b")', 'c', true],
      ['not("a", "b")', 'a', false],
      ['5', 5, true],
      ['-5', -5, true],
      ['> 5', 6, true],
      ['> 5', 5, false],
      ['> 5', null, false],
      ['>= 5, < 1', 0, true],
      ['[1..3]', 3, true],
      ['[1..3)', 3, false],
      [']1..3]', 1, false],
      ['[1..3], 7', 7, true],
      ['not([1..3])', 2, false],
      ['true', true, true],
      ['true', false, false],
      ['false', false, true],
      ['true', null, false],
      ['null', null, true],
      ['not(null)', 1, true],
      ['contains(?, "b")', 'abc', true],
      ['contains(?, "z")', 'abc', false],
      ['? > limit', 9, true],
      ['limit', 5, true],
      ['> limit', 6, true],
      ['allowed', 'b', true],
      ['starts with(?, "a") and ends with(?, "c")', 'abc', true],
      ['"大用户"', '大用户', true],
    ] as const)
      it(`'${cell}' ${expected ? 'matches' : 'does not match'} ${JSON.stringify(input)}`, async () => {
        expect(await matches(cell, input, { limit: 5, allowed: ['a', 'b'] })).to.equal(expected);
      });
  });

  describe('hit policies', () => {
    it('unique takes the only rule', async () => {
      expect(await decided('UNIQUE', 1)).to.deep.equal([10, ['r1']]);
    });
    it('unique refuses two rules and names them', async () => {
      expect(await refusalOf(overlapping('UNIQUE'), { x: 7 })).to.include("'r1', 'r2' apply together");
    });
    it('any takes agreeing rules and refuses others', async () => {
      const agreeing: Table = {
        policy: 'ANY',
        inputs: ['x'],
        outputs: ['y'],
        rules: [
          ['> 0', '1'],
          ['> 5', '1'],
        ],
      };
      expect((await decideTable(agreeing, { x: 9 })).value).to.equal(1);
      expect(await refusalOf(overlapping('ANY'), { x: 7 })).to.include('different outputs');
    });
    it('priority takes the first of the allowed values', async () => {
      expect(await decided('PRIORITY', 10)).to.deep.equal([30, ['r2']]);
    });
    it('first takes the first rule', async () => {
      expect(await decided('FIRST', 10)).to.deep.equal([10, ['r1']]);
    });
    it('rule order lists all in the order of the rules', async () => {
      expect(await decided('RULE ORDER', 10)).to.deep.equal([
        [10, 30, 20],
        ['r1', 'r2', 'r3'],
      ]);
    });
    it('output order lists all in the order of the allowed values', async () => {
      expect(await decided('OUTPUT ORDER', 10)).to.deep.equal([
        [30, 20, 10],
        ['r2', 'r3', 'r1'],
      ]);
    });
    it('collect lists all', async () => {
      expect(await decided('COLLECT', 10)).to.deep.equal([
        [10, 30, 20],
        ['r1', 'r2', 'r3'],
      ]);
    });
    for (const [aggregation, value] of [
      ['SUM', 60],
      ['MIN', 10],
      ['MAX', 30],
      ['COUNT', 3],
    ] as const)
      it(`collect with ${aggregation} gives ${value}`, async () => {
        expect(await decided('COLLECT', 10, aggregation)).to.deep.equal([value, ['r1', 'r2', 'r3']]);
      });
    it('no rule gives null, an empty list, or what the aggregation makes of nothing', async () => {
      expect(await decided('UNIQUE', -1)).to.deep.equal([null, []]);
      expect(await decided('COLLECT', -1)).to.deep.equal([[], []]);
      expect(await decided('COLLECT', -1, 'SUM')).to.deep.equal([null, []]);
      expect(await decided('COLLECT', -1, 'COUNT')).to.deep.equal([0, []]);
    });
    it('no rule gives the default outputs', async () => {
      const found = await decideTable({ ...overlapping('FIRST'), otherwise: ['7'] }, { x: -1 });
      expect(found).to.deep.include({ value: 7, rows: [{ y: 7 }], matchedRules: [] });
    });
  });

  it('several outputs make a row', async () => {
    const found = await decideTable(
      { inputs: ['x'], outputs: ['tier', 'limit:string'], rules: [['"a"', '"senior"', '"PT4H"']] },
      { x: 'a' },
    );
    expect(found.value).to.deep.equal({ tier: 'senior', limit: 'PT4H' });
    expect(found.rows).to.deep.equal([{ tier: 'senior', limit: 'PT4H' }]);
  });

  it('rows name a single output too', async () => {
    const found = await decideTable({ inputs: ['x'], outputs: ['tier'], rules: [['-', '"senior"']] }, { x: 'a' });
    expect([found.value, found.rows]).to.deep.equal(['senior', [{ tier: 'senior' }]]);
  });

  describe('types', () => {
    it('text becomes a date where the input is one', async () => {
      const shape: Table = { inputs: ['day:date'], outputs: ['y'], rules: [['> date("2026-01-01")', '1']] };
      expect((await decideTable(shape, { day: '2026-03-01' })).value).to.equal(1);
      expect((await decideTable(shape, { day: '2025-03-01' })).value).to.equal(null);
    });
    it('dates and durations leave as ISO 8601 text', async () => {
      const shape: Table = { inputs: ['x'], outputs: ['y'], rules: [['-', 'now() + duration("PT1H")']] };
      expect((await decideTable(shape, { x: 1 })).value).to.equal('2026-03-04T06:06:07Z');
    });
    it('a value of another type is refused', async () => {
      expect(await refusalOf({ inputs: ['x:number'], outputs: ['y'], rules: [['-', '1']] }, { x: 'five' })).to.include(
        'a number is needed',
      );
      expect(await refusalOf({ inputs: ['x'], outputs: ['y:number'], rules: [['-', '"a"']] }, { x: 1 })).to.include(
        "The output 'y' of rule 'r1'",
      );
    });
    it('nothing is allowed for every type', async () => {
      expect((await decideTable({ inputs: ['x:number'], outputs: ['y'], rules: [['-', '1']] }, {})).value).to.equal(1);
    });
  });

  describe('deploying', () => {
    for (const [title, shape, sentence] of [
      ['a cell that cannot be read', { ...good, rules: [['> ', '1']] }, 'A cell cannot be read'],
      ['an output that cannot be read', { ...good, rules: [['-', '1 +']] }, 'An expression cannot be read'],
      [
        'an aggregation of another policy',
        { ...good, policy: 'FIRST', aggregation: 'SUM' },
        'belongs to the hit policy COLLECT',
      ],
      [
        'an aggregation of several outputs',
        { policy: 'COLLECT', aggregation: 'SUM', inputs: ['x'], outputs: ['y', 'z'], rules: [['-', '1', '2']] },
        'exactly one output',
      ],
      ['priorities without an order', { ...good, policy: 'PRIORITY' }, 'list them'],
      ['an unknown policy', { ...good, policy: 'LAST' }, "'LAST' is unknown"],
      ['a rule with too few cells', { ...good, rules: [['1']] }, 'the table has 1 inputs and 1 outputs'],
      ['an input without expression', { ...good, inputs: [''] }, 'has no expression'],
    ] as const)
      it(`refuses ${title}`, async () => {
        expect(await problemOf(shape)).to.include(sentence);
      });
  });
});
