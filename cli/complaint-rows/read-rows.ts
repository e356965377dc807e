/** Reads a CSV file row by row, however large. A broken row is handed on with its reason; only a header that lacks columns ends the reading. */
import type { Row } from './field-reader.ts';
import { readLines, type Encoding } from './read-lines.ts';
import { readRecords, type CsvRecord } from './read-records.ts';

export type ReadRow =
  | { readonly ok: true; readonly rowNumber: number; readonly row: Row }
  /** `text` is the beginning of the line, for the report. */
  | { readonly ok: false; readonly rowNumber: number; readonly reasons: readonly string[]; readonly text?: string };

export type ReadOptions = {
  readonly delimiter: string;
  readonly encoding: Encoding;
  /** Columns the file must have; others may be there. */
  readonly columns: readonly string[];
};

const longestText = 200;

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

const headerOf = (record: CsvRecord | undefined, { columns, delimiter }: ReadOptions): readonly string[] => {
  if (!record) throw new Error(`The file is empty; a header with the columns ${quoted(columns)} is needed.`);
  if ('broken' in record) throw new Error(`The header (line ${record.rowNumber}) cannot be read: ${record.broken}`);
  const header = record.values.map((name) => name.trim());
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    const hint = header.length === 1 ? ` Is '${delimiter === '\t' ? '\\t' : delimiter}' the right delimiter?` : '';
    throw new Error(`The file lacks the columns ${quoted(missing)}; its header has ${quoted(header)}.${hint}`);
  }
  const twice = columns.filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice.length > 0)
    throw new Error(`The header names ${quoted(twice)} more than once; each column needed may be there once.`);
  return header;
};

const rowOf = (record: CsvRecord, header: readonly string[]): ReadRow => {
  const { rowNumber } = record;
  const refused = (reason: string, text: string | undefined): ReadRow => ({
    ok: false,
    rowNumber,
    reasons: [reason],
    ...(text === undefined ? {} : { text: text.slice(0, longestText) }),
  });
  if ('broken' in record) return refused(record.broken, record.text);
  const { values } = record;
  if (values.length !== header.length)
    return refused(`The row has ${values.length} columns; the header has ${header.length}.`, values.join(','));
  return { ok: true, rowNumber, row: Object.fromEntries(header.map((name, index) => [name, values[index]!])) };
};

/**
 * Yields every row after the header, in order; `rowNumber` is the line where it begins (the header is line 1).
 * Throws a sentence when the file is empty, is written in UTF-16, or its header lacks a column.
 */
export async function* readRows(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ReadRow> {
  let header: readonly string[] | undefined;
  for await (const record of readRecords(readLines(chunks, options.encoding), options.delimiter)) {
    if (header) yield rowOf(record, header);
    else header = headerOf(record, options);
  }
  if (!header) headerOf(undefined, options);
}
