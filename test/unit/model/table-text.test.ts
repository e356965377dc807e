import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { changeTable, readTables, type DecisionTableText } from '../../../engine/model/decision/table-text.ts';

const xml = readFileSync('processes/complaint/complaint.dmn', 'utf8');
const none = { cells: {}, removed: [], copied: [] };

const texts = ({ inputs }: DecisionTableText['rules'][number]): string[] => inputs.map(({ text }) => text);

describe('The texts of a decision table', () => {
  it('are read rule by rule', async () => {
    const [table] = await readTables(xml);
    expect(table).to.include({ id: 'complaintFirstTier', hitPolicy: 'FIRST' });
    expect(table!.rules[0]!.inputs[0]).to.deep.equal({ id: 'complaintFirstTierRule1Cell1', text: '"major-incident"' });
    expect(table!.rules[0]!.outputs).to.have.lengthOf(2);
  });

  it('are changed in place; all else stays as it was written', async () => {
    const changed = changeTable(xml, { ...none, cells: { complaintFirstTierRule1Cell1: '"a" < "b" & true' } });
    expect((await readTables(changed))[0]!.rules[0]!.inputs[0]!.text).to.equal('"a" < "b" & true');
    expect(changeTable(changed, { ...none, cells: { complaintFirstTierRule1Cell1: '"major-incident"' } })).to.equal(
      xml,
    );
  });

  it('lose a rule, and gain a copy with ids of its own right behind it', async () => {
    const [before] = await readTables(xml);
    const second = before!.rules[1]!.id;
    const [after] = await readTables(changeTable(xml, { ...none, removed: [before!.rules[0]!.id], copied: [second] }));
    expect(after!.rules).to.have.lengthOf(before!.rules.length);
    expect(after!.rules[0]!.id).to.equal(second);
    expect(texts(after!.rules[1]!)).to.deep.equal(texts(after!.rules[0]!));
    const ids = after!.rules.flatMap(({ id, inputs }) => [id, ...inputs.map((cell) => cell.id)]);
    expect(new Set(ids).size).to.equal(ids.length);
  });
});
