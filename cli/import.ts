/** `npm run import -- FILE.csv [--mapping FILE] [--report FILE]`: registers the complaints of a file, each once. */
import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { openService } from '../service.ts';
import { importComplaints, refusalReport } from './import-complaints.ts';
import { startProgress } from './progress.ts';
import { readComplaints, readMapping, shippedMapping } from './read-complaints.ts';
import { endWith } from './end-with.ts';

const usage = `Usage: npm run import -- FILE.csv [--mapping FILE.json] [--report FILE.csv]

Registers every row as a complaint. A row that is a case already is not registered again.
  --mapping  which column becomes what; default: the one for telecom-complaints-2015.csv
  --report   where to write the rows that could not be taken; default: FILE.refused.csv in the current folder
Ends with 0 when every row was taken, 2 when some were refused, 1 when nothing could be done.`;

const shownRefusals = 10;

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { mapping: { type: 'string' }, report: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [file] = positionals;
  if (values.help || !file || positionals.length > 1) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const mapping = await readMapping(values.mapping ?? shippedMapping);
  const { size } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}`);
  });
  const service = await openService({
    ...readConfig(),
    now: new Date(),
    onFailure: (error) => console.error('A follow-up failed and will be repeated.', error),
  });
  try {
    const progress = startProgress('Importing', size, process.stderr, (bytes) => `${(bytes / 1024).toFixed(0)} kB`);
    const summary = await importComplaints(
      service.context,
      readComplaints(file, mapping, (bytes) => progress.update(bytes)),
      () => new Date(),
    );
    progress.finish();
    const { rows, registered, alreadyThere, repaired, refused } = summary;
    console.log(
      [
        `Rows        ${rows}`,
        `Registered  ${registered}${repaired > 0 ? `  (${repaired} after removing stray white space or shortening a subject)` : ''}`,
        `Known       ${alreadyThere}  (a case already; left as it is)`,
        `Refused     ${refused.length}`,
      ].join('\n'),
    );
    if (refused.length === 0) return 0;
    const report = values.report ?? `${basename(file).replace(/\.csv$/i, '')}.refused.csv`;
    await writeFile(report, refusalReport(refused));
    for (const { rowNumber, reasons } of refused.slice(0, shownRefusals))
      console.log(`  row ${rowNumber}: ${reasons.join(' ')}`);
    if (refused.length > shownRefusals) console.log(`  … and ${refused.length - shownRefusals} more`);
    console.log(`All refused rows with their reasons: ${report}`);
    return 2;
  } finally {
    await service.close();
  }
};

await endWith(run);
