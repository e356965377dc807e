import { expect } from 'chai';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateRows } from '../../../cli/complaint-rows/generate-rows.ts';
import type { MappedRow } from '../../../cli/complaint-rows/map-row.ts';
import { mapRows } from '../../../cli/complaint-rows/map-rows.ts';
import { parseMapping } from '../../../cli/complaint-rows/mapping.ts';
import { readRows, type ReadRow } from '../../../cli/complaint-rows/read-rows.ts';

import { readOrganisation } from '../../../read-organisation.ts';

const centreIds = [...(await readOrganisation()).values()].filter(({ kind }) => kind === 'centre').map(({ id }) => id);
const name = 'telecom-complaints-2015';
const mapping = parseMapping(readFileSync(`processes/complaint/examples/${name}.mapping.json`, 'utf8'), centreIds);
/** The public file is not part of the repository; it is looked for beside it. */
const realFile = ['../shared/data', '../../shared/data']
  .map((folder) => join(folder, `${name}.csv`))
  .find((path) => existsSync(path));

const mapAll = async (rows: AsyncIterable<ReadRow> | Iterable<ReadRow>): Promise<MappedRow[]> => {
  const results: MappedRow[] = [];
  for await (const mapped of mapRows(mapping, rows)) results.push(mapped);
  return results;
};

const refused = (rows: MappedRow[]): MappedRow[] => rows.filter(({ ok }) => !ok);

const header =
  'Ticket #,Customer Complaint,Date,Date_month_year,Time,Received Via,City,State,Zip code,Status,Filing on Behalf of Someone\n';

const readText = (text: string): AsyncIterable<ReadRow> =>
  readRows([Buffer.from(header + text)], { ...mapping.csv, columns: mapping.columns });

describe('the mapping of the example file', () => {
  it('makes a complaint of a row, its moment read from the unambiguous date in the time of New York', async () => {
    const [mapped] = await mapAll(
      readText(
        '223441,Payment disappear - service got disconnected,2015-04-08,04-Aug-15,10:22:56 AM,Internet,Acworth,Georgia,30102,Closed,Yes\n',
      ),
    );
    expect(mapped).to.deep.equal({
      ok: true,
      rowNumber: 2,
      repairs: [],
      complaint: {
        definitionKey: 'complaint',
        centre: 'lanzhou',
        channel: 'web',
        subject: 'Payment disappear - service got disconnected',
        category: 'billing',
        severity: 'high',
        customer: { class: 'ordinary', address: 'Acworth, Georgia, 30102' },
        receivedAt: new Date('2015-08-04T14:22:56Z'),
        source: { system: name, key: '223441' },
        data: { sourceStatus: 'Closed', filedOnBehalfOfSomeone: true },
      },
    });
  });

  it('refuses a state and a channel it does not know', async () => {
    const [mapped] = await mapAll(readText('1,x,22-04-15,22-Apr-15,3:53:50 PM,Fax,Dededo,Guam,96929,Closed,No\n'));
    expect(mapped?.ok).to.equal(false);
    expect(!mapped?.ok && mapped?.reasons.map((reason) => reason.slice(0, 28))).to.deep.equal([
      "Column 'State' is 'Guam'; kn",
      "Column 'Received Via' is 'Fa",
    ]);
  });

  it('takes every row of the real file', async function () {
    if (realFile === undefined) return this.skip();
    const rows = await mapAll(readRows(createReadStream(realFile), { ...mapping.csv, columns: mapping.columns }));
    expect(rows).to.have.length(2224);
    expect(refused(rows)).to.deep.equal([]);
    const complaints = rows.flatMap((row) => (row.ok ? [row.complaint] : []));
    expect(new Set(complaints.map(({ centre }) => centre))).to.deep.equal(new Set(centreIds));
    expect(
      complaints.every(({ receivedAt }) => receivedAt.getUTCFullYear() === 2015 || receivedAt < new Date('2016-01-02')),
    ).to.equal(true);
    expect(complaints.filter(({ channel }) => channel === 'phone')).to.have.length(1119);
    return undefined;
  });
});

const sample = (seed: number): string => JSON.stringify([...generateRows(20, seed)]);

describe('generateRows', () => {
  it('gives clean rows of the same shape', async () => {
    const rows = await mapAll(generateRows(500, 1));
    expect(rows).to.have.length(500);
    expect(refused(rows)).to.deep.equal([]);
    const complaints = rows.flatMap((row) => (row.ok ? [row.complaint] : []));
    expect(new Set(complaints.map(({ centre }) => centre))).to.deep.equal(new Set(centreIds));
    expect(rows.flatMap((row) => (row.ok ? row.repairs : []))).to.deep.equal([]);
    expect(new Set(complaints.map(({ customer }) => customer.class))).to.include('key-account');
  });

  it('gives the same rows for the same seed and others for another', () => {
    expect(sample(7)).to.equal(sample(7));
    expect(sample(7)).not.to.equal(sample(8));
  });

  it('gives a longer sample that begins like the shorter one', () => {
    expect([...generateRows(30, 7)].slice(0, 10)).to.deep.equal([...generateRows(10, 7)]);
  });
});
