/**
 * Parses lines as CSV records (RFC 4180). Most lines are records of their own and are parsed in batches; where that fails, records are looked
 * for one by one. After a broken record reading goes on with the next *line*: an unclosed quotation mark costs one row, not the rest of the file.
 */
import { parse } from 'csv-parse/sync';
import type { Line } from './read-lines.ts';

/** The fields of one record, or what is wrong with it. `rowNumber` is the line where it begins. */
export type CsvRecord = { readonly rowNumber: number } & (
  { readonly values: readonly string[] } | { readonly broken: string; readonly text?: string }
);

const batchLines = 64;
/** How many lines one record may span; an unclosed quotation mark is given up after as many. */
const longestRecord = 200;

type Parsed = { readonly records: readonly (readonly string[])[] } | { readonly failure: string };

const parseText = (text: string, delimiter: string, relax_quotes = false): Parsed => {
  try {
    return { records: parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true, relax_quotes }) };
  } catch (error) {
    return { failure: String((error as { code?: unknown }).code ?? error) };
  }
};

const failsWith = (parsed: Parsed, code: string): boolean => 'failure' in parsed && parsed.failure === code;

const explain: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened but not closed.',
  CSV_INVALID_CLOSING_QUOTE: 'A quotation mark is opened but not closed, or is followed by more text than a delimiter.',
  INVALID_OPENING_QUOTE: 'A quotation mark stands inside a value that is not quoted.',
};

const isBlank = (values: readonly string[]): boolean => values.length <= 1 && (values[0] ?? '').trim() === '';

const textOf = (line: Line): string => ('text' in line ? line.text : '');

/** The record that begins with the first line, and how many lines it takes. */
const firstRecord = (lines: readonly Line[], delimiter: string, columnCount: number | undefined) => {
  const [first] = lines as [Line];
  const rowNumber = first.number;
  if ('broken' in first) return { record: { rowNumber, broken: first.broken }, length: 1 };
  let parsed = parseText(first.text, delimiter);
  let length = 1;
  let text = first.text;
  // RFC 4180 forbids it, but people write `3" pipe` and `the "service"`; where a value does not begin with a mark, marks are text.
  if (failsWith(parsed, 'INVALID_OPENING_QUOTE')) parsed = parseText(first.text, delimiter, true);
  while (failsWith(parsed, 'CSV_QUOTE_NOT_CLOSED') && length < lines.length && 'text' in lines[length]!) {
    const next = textOf(lines[length]!);
    text += `\n${next}`;
    length += 1;
    if (next.includes('"')) parsed = parseText(text, delimiter);
  }
  if ('failure' in parsed)
    return { record: { rowNumber, broken: explain[parsed.failure] ?? parsed.failure, text: first.text }, length: 1 };
  const values = parsed.records[0] ?? [];
  // Lines swallowed by a stray quotation mark give a record of the wrong width: only its first line is to blame.
  if (length > 1 && columnCount !== undefined && values.length !== columnCount)
    return { record: { rowNumber, broken: explain['CSV_QUOTE_NOT_CLOSED']!, text: first.text }, length: 1 };
  return { record: { rowNumber, values }, length };
};

const parseBatch = (lines: readonly Line[], delimiter: string): CsvRecord[] | undefined => {
  if (lines.some((line) => 'broken' in line)) return undefined;
  const parsed = parseText(lines.map(textOf).join('\n'), delimiter);
  // One record a line, exactly: a value that spans lines makes the counts differ.
  if ('failure' in parsed || parsed.records.length !== lines.length) return undefined;
  return parsed.records.map((values, index) => ({ rowNumber: lines[index]!.number, values }));
};

/** The first record decides how many columns the others should have. Blank lines are passed over: they hold nothing. */
export async function* readRecords(lines: AsyncIterable<Line>, delimiter: string): AsyncGenerator<CsvRecord> {
  const source = lines[Symbol.asyncIterator]();
  const pending: Line[] = [];
  let isEnded = false;
  const fill = async (count: number): Promise<void> => {
    while (!isEnded && pending.length < count) {
      // oxlint-disable-next-line no-await-in-loop -- lines come one after the other
      const { done, value } = await source.next();
      if (done) isEnded = true;
      else pending.push(value);
    }
  };
  let columnCount: number | undefined;
  let oneByOne = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- records come one after the other
    await fill(columnCount === undefined || oneByOne > 0 ? longestRecord : batchLines);
    if (pending.length === 0) return;
    const isBatch = columnCount !== undefined && oneByOne === 0;
    const size = Math.min(pending.length, batchLines);
    const batch = isBatch ? parseBatch(pending.slice(0, size), delimiter) : undefined;
    if (isBatch && !batch) {
      oneByOne = size;
      continue;
    }
    const single = batch ? undefined : firstRecord(pending.slice(0, longestRecord), delimiter, columnCount);
    const length = single?.length ?? size;
    pending.splice(0, length);
    oneByOne = Math.max(0, oneByOne - length);
    for (const record of batch ?? [single!.record]) {
      if ('values' in record && isBlank(record.values)) continue;
      if ('values' in record) columnCount ??= record.values.length;
      yield record;
    }
  }
}
