import { expect } from 'chai';
import * as fc from 'fast-check';
import { readRows, type ReadRow } from '../../../cli/complaint-rows/read-rows.ts';

const read = async (text: string, pieceSize: number): Promise<ReadRow[]> => {
  const content = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(content.length / pieceSize) }, (_, index) =>
    content.subarray(index * pieceSize, (index + 1) * pieceSize),
  );
  const rows: ReadRow[] = [];
  for await (const row of readRows(pieces, { delimiter: ',', encoding: 'utf-8', columns: ['a', 'b'] })) rows.push(row);
  return rows;
};

const quote = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

describe('readRows, whatever the file', () => {
  it('gives back every value that was written by the rules', async () => {
    const value = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', 'é', '投'), maxLength: 8 });
    const rows = fc.array(fc.tuple(value, value), { maxLength: 150 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 64 }),
        async (given, end, size) => {
          const text = [['a', 'b'], ...given].map((values) => values.map(quote).join(',') + end).join('');
          const taken = (await read(text, size)).map((row) => row.ok && [row.row['a'], row.row['b']]);
          expect(taken).to.deep.equal(given);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('goes through nonsense in order, no line twice, and reads the sound rows behind it', async () => {
    const nonsense = fc.string({
      unit: fc.constantFrom('x', '"', ',', ' ', '\r', '\u0000'),
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(nonsense, { maxLength: 20 }), async (lines) => {
        const sound = Array.from({ length: 300 }, (_, index) => `${index},sound`);
        const rows = await read(['a,b', ...lines, ...sound].join('\n'), 64);
        const numbers = rows.map(({ rowNumber }) => rowNumber);
        expect(numbers).to.deep.equal([...new Set(numbers)].toSorted((one, other) => one - other));
        // Only a value that is opened and never closed in the nonsense can reach into the sound rows, and at most 200 lines far.
        expect(rows.filter((row) => row.ok && row.row['b'] === 'sound').length).to.be.at.least(100);
      }),
      { numRuns: 30 },
    );
  });
});
