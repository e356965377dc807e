/** Registers mapped rows as complaints, several at once, and accounts for every single row. */
import { registerCase, systemActor, type Context } from '../engine/index.ts';
import { Refusal } from '../engine/index.ts';
import type { MappedRow } from './complaint-rows/map-row.ts';

export type RefusedRow = { readonly rowNumber: number; readonly key?: string; readonly reasons: readonly string[] };

export type ImportSummary = {
  readonly rows: number;
  readonly registered: number;
  /** Rows whose source record is a case already: by an earlier import, or one that was interrupted. */
  readonly alreadyThere: number;
  readonly refused: readonly RefusedRow[];
  /** Rows taken after white space or invisible characters were removed, or a long subject was shortened. */
  readonly repaired: number;
};

const callers = 8;

/** `now` stamps the registration; when the customer complained comes from the row. */
export const importComplaints = async (
  context: Context,
  rows: AsyncIterable<MappedRow>,
  now: () => Date,
): Promise<ImportSummary> => {
  let taken = 0;
  let registered = 0;
  let alreadyThere = 0;
  let repaired = 0;
  const refused: RefusedRow[] = [];
  const iterator = rows[Symbol.asyncIterator]();

  const registerRow = async (row: Extract<MappedRow, { ok: true }>): Promise<void> => {
    const { definitionKey, data, ...contact } = row.complaint;
    try {
      const { isRepeat } = await registerCase(context, {
        actor: systemActor,
        at: now(),
        definitionKey,
        contact,
        ...(data !== undefined && { data }),
      });
      if (isRepeat) alreadyThere += 1;
      else registered += 1;
      if (row.repairs.length > 0) repaired += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ rowNumber: row.rowNumber, key: contact.source.key, reasons: [error.message] });
    }
  };

  const work = async (): Promise<void> => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      taken += 1;
      const row = next.value;
      if (row.ok) await registerRow(row);
      else refused.push(row);
    }
  };
  await Promise.all(Array.from({ length: callers }, work));
  return {
    rows: taken,
    registered,
    alreadyThere,
    repaired,
    refused: refused.toSorted((left, right) => left.rowNumber - right.rowNumber),
  };
};

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The rows that were not taken, as CSV with a byte order mark so that spreadsheets read it as UTF-8. */
export const refusalReport = (refused: readonly RefusedRow[]): string =>
  `\ufeff${[
    ['row', 'key', 'reason'],
    ...refused.flatMap(({ rowNumber, key, reasons }) =>
      reasons.map((reason) => [String(rowNumber), key ?? '', reason]),
    ),
  ]
    .map((cells) => cells.map(quote).join(','))
    .join('\r\n')}\r\n`;
