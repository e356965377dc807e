import { expect } from 'chai';
import { mapRow } from '../../../cli/complaint-rows/map-row.ts';
import { mapRows } from '../../../cli/complaint-rows/map-rows.ts';
import { parseMapping } from '../../../cli/complaint-rows/mapping.ts';
import type { ReadRow } from '../../../cli/complaint-rows/read-rows.ts';

const file = {
  source: { system: 'letters', keyColumn: 'no' },
  receivedAt: {
    timeZone: 'Asia/Shanghai',
    date: { column: 'day', format: 'yyyy-MM-dd' },
    time: { column: 'hour', format: 'H:mm' },
  },
  centre: { column: 'city', values: { 兰州: 'lanzhou', 酒泉: 'jiuquan' } },
  channel: { column: 'via', values: { letter: 'mail' }, default: 'web' },
  subject: { column: 'text' },
  description: { column: 'details' },
  category: { column: 'text', keywords: [{ anyOf: ['收费', 'bill*'], value: 'billing' }], default: 'other' },
  severity: { column: 'text', keywords: [{ anyOf: ['fraud'], value: 'high' }], default: 'normal' },
  customer: {
    class: { constant: 'ordinary' },
    name: { column: 'name' },
    address: { columns: ['street', 'city'], separator: ', ' },
  },
  data: { isUrgent: { column: 'urgent', values: { yes: true, '': false } }, note: { column: 'name', default: null } },
};
const mapping = parseMapping(JSON.stringify(file), ['lanzhou', 'baiyin', 'tianshui', 'jiuquan']);

const row = {
  no: 'L-1',
  day: '2026-03-05',
  hour: '7:05',
  city: '兰州',
  via: 'letter',
  text: '本月重复收费',
  details: 'first\nsecond',
  name: '王芳',
  street: '',
  urgent: '',
};

describe('mapRow', () => {
  it('makes a complaint of a row', () => {
    expect(mapRow(mapping, row, 2)).to.deep.equal({
      ok: true,
      rowNumber: 2,
      repairs: [],
      complaint: {
        definitionKey: 'complaint',
        centre: 'lanzhou',
        channel: 'mail',
        subject: '本月重复收费',
        description: 'first\nsecond',
        category: 'billing',
        severity: 'normal',
        customer: { class: 'ordinary', name: '王芳', address: '兰州' },
        receivedAt: new Date('2026-03-04T23:05:00Z'),
        source: { system: 'letters', key: 'L-1' },
        data: { isUrgent: false, note: '王芳' },
      },
    });
  });

  it('gives all reasons against a row at once', () => {
    const bad = { ...row, no: ' ', day: '05.03.2026', hour: '25:00', city: '西安', text: '\u0000 ', urgent: 'maybe' };
    const mapped = mapRow(mapping, bad, 9);
    expect(mapped).to.deep.equal({
      ok: false,
      rowNumber: 9,
      reasons: [
        "Column 'no' is empty; every row needs its own key.",
        "The complaint has no text ('text' empty).",
        "Column 'city' is '西安'; known are '兰州', '酒泉'.",
        "Column 'day' is '05.03.2026'; a real moment written as 'yyyy-MM-dd' is needed. " +
          "Column 'hour' is '25:00'; a real moment written as 'H:mm' is needed.",
        "Column 'urgent' is 'maybe'; known are 'yes', ''.",
      ],
    });
  });

  it('names the key of a refused row that has one', () => {
    expect(mapRow(mapping, { ...row, city: '' }, 3)).to.include({ ok: false, key: 'L-1' });
  });

  it('repairs white space and control characters and says so', () => {
    const mapped = mapRow(mapping, { ...row, no: ' L-1 ', text: 'a\u0007  bill\u200bing ' }, 2);
    expect(mapped).to.deep.include({
      repairs: [
        "Column 'no': white space or control characters removed.",
        "Column 'text': white space or control characters removed.",
      ],
    });
    expect(mapped.ok && mapped.complaint).to.deep.include({ subject: 'a billing', category: 'billing' });
  });

  it('shortens a subject that is too long and keeps it whole in the description', () => {
    const text = `${'x'.repeat(198)}😀${'y'.repeat(50)}`;
    const mapped = mapRow(mapping, { ...row, text }, 2);
    expect(mapped.ok && mapped.complaint.subject).to.equal(`${'x'.repeat(198)}…`);
    expect(mapped.ok && mapped.complaint.description).to.equal(`${text}\n\nfirst\nsecond`);
    expect(mapped.ok && mapped.repairs).to.have.length(1);
  });

  it('does not treat a column that is missing otherwise than an empty one', () => {
    expect(mapRow(mapping, {}, 2)).to.include({ ok: false });
  });

  it('does not change the row it is given', () => {
    expect(() => mapRow(mapping, Object.freeze({ ...row }), 2)).not.to.throw();
  });
});

describe('mapRows', () => {
  it('gives one result for every row and takes each key once', async () => {
    const read: ReadRow[] = [
      { ok: true, rowNumber: 2, row },
      { ok: false, rowNumber: 3, reasons: ['broken'] },
      { ok: true, rowNumber: 4, row: { ...row, no: ' L-1' } },
      { ok: true, rowNumber: 5, row: { ...row, no: 'L-2', city: '?' } },
      { ok: true, rowNumber: 6, row: { ...row, no: 'L-2' } },
    ];
    const results = [];
    for await (const mapped of mapRows(mapping, read)) results.push(mapped);
    expect(results.map(({ ok, rowNumber }) => `${rowNumber} ${ok}`)).to.deep.equal([
      '2 true',
      '3 false',
      '4 false',
      '5 false',
      '6 false',
    ]);
    expect(results[2]).to.deep.include({
      key: 'L-1',
      reasons: ["Column 'no' is 'L-1', which row 2 has already; a key may be used once."],
    });
  });
});
