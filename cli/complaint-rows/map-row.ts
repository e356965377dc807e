/**
 * One row of a file becomes one complaint, or all the reasons why it cannot. Repaired, and said so: white space around and inside texts,
 * control and invisible characters, a subject of more than 200 characters (kept whole as the description). Refused: everything else.
 */
import { cleanLine, cleanLines } from './clean-text.ts';
import type { ComplaintInput } from './complaint-input.ts';
import type { FieldReader, Reading, Row } from './field-reader.ts';
import type { Mapping } from './mapping.ts';

export type MappedRow =
  | {
      readonly ok: true;
      readonly rowNumber: number;
      readonly complaint: ComplaintInput;
      readonly repairs: readonly string[];
    }
  | { readonly ok: false; readonly rowNumber: number; readonly key?: string; readonly reasons: readonly string[] };

const longestSubject = 200;

/** Never cuts a character that takes two places in half. */
const shorten = (text: string): string => `${text.slice(0, longestSubject - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** The value of a reading; a reason goes to the list instead. */
const take = <Value>(reading: Reading<Value>, reasons: string[]): Value | undefined => {
  if ('value' in reading) return reading.value;
  reasons.push(reading.reason);
  return undefined;
};

type Complete<T> = { readonly [Name in keyof T]: Exclude<T[Name], undefined> };

const isComplete = <T extends object>(fields: T): fields is T & Complete<T> =>
  Object.values(fields).every((value) => value !== undefined);

const cleaned = (mapping: Mapping, row: Row, clean: (text: string) => string): Row =>
  Object.fromEntries(mapping.columns.map((column) => [column, clean(row[column] ?? '')]));

/** The fields no complaint is without; `undefined` when one is missing, which the reasons then explain. */
const requiredFields = (mapping: Mapping, line: Row, reasons: string[]) => {
  const { keyColumn } = mapping.source;
  const key = line[keyColumn] || undefined;
  if (key === undefined) reasons.push(`Column '${keyColumn}' is empty; every row needs its own key.`);
  const text = take(mapping.subject.read(line), reasons);
  const textColumns = mapping.subject.columns.map((column) => `'${column}'`).join(', ');
  if (text === undefined) reasons.push(`The complaint has no text (${textColumns} empty).`);
  const fields = {
    key,
    text,
    centre: take(mapping.centre.read(line), reasons),
    channel: take(mapping.channel.read(line), reasons),
    category: take(mapping.category.read(line), reasons),
    severity: take(mapping.severity.read(line), reasons),
    customerClass: take(mapping.customerClass.read(line), reasons),
    receivedAt: take(mapping.receivedAt.read(line), reasons),
  };
  return isComplete(fields) ? fields : undefined;
};

/** The values of those readers that find one. */
const readAll = (readers: Readonly<Record<string, FieldReader<unknown>>>, line: Row, reasons: string[]) =>
  Object.fromEntries(
    Object.entries(readers)
      .map(([name, { read }]) => [name, take(read(line), reasons)] as const)
      .filter(([, value]) => value !== undefined),
  );

/** `rowNumber` is the line of the file where the row begins; the header is line 1. */
export const mapRow = (mapping: Mapping, row: Row, rowNumber: number): MappedRow => {
  const line = cleaned(mapping, row, cleanLine);
  const lines = cleaned(mapping, row, cleanLines);
  const ofSeveralLines = new Set(mapping.description?.columns);
  const repairs = mapping.columns
    .filter((column) => (ofSeveralLines.has(column) ? lines : line)[column] !== (row[column] ?? ''))
    .map((column) => `Column '${column}': white space or control characters removed.`);
  const reasons: string[] = [];
  const fields = requiredFields(mapping, line, reasons);
  const customer: Partial<ComplaintInput['customer']> = readAll(mapping.customer, line, reasons);
  const data = readAll(mapping.data, line, reasons);
  const written = mapping.description && take(mapping.description.read(lines), reasons);
  if (!fields || reasons.length > 0) {
    const key = line[mapping.source.keyColumn];
    return { ok: false, rowNumber, ...(key ? { key } : {}), reasons };
  }

  const { key, text, customerClass, ...others } = fields;
  const isLong = text.length > longestSubject;
  if (isLong)
    repairs.push(
      `The subject has more than ${longestSubject} characters; shortened, and kept whole in the description.`,
    );
  const description = [isLong ? text : undefined, written].filter((part) => part !== undefined).join('\n\n');
  const complaint: ComplaintInput = {
    definitionKey: 'complaint',
    ...others,
    subject: isLong ? shorten(text) : text,
    customer: { ...customer, class: customerClass },
    source: { system: mapping.source.system, key },
    ...(description === '' ? {} : { description }),
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
  return { ok: true, rowNumber, complaint, repairs };
};
