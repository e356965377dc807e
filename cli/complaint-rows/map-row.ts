/**
 * One row of a file becomes one complaint, or all the reasons why it cannot. Repaired, and said so: white space around and inside texts,
 * control and invisible characters, a subject of more than 200 characters (kept whole as the description). Refused: everything else.
 */
import { cleanLine, cleanLines } from './clean-text.ts';
import type { ComplaintInput } from './complaint-input.ts';
import type { Reading, Row } from './field-reader.ts';
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

const without = <T extends object>(record: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };

const cleaned = (mapping: Mapping, row: Row, clean: (text: string) => string): Row =>
  Object.fromEntries(mapping.columns.map((column) => [column, clean(row[column] ?? '')]));

/** `rowNumber` is the line of the file where the row begins; the header is line 1. */
export const mapRow = (mapping: Mapping, row: Row, rowNumber: number): MappedRow => {
  const line = cleaned(mapping, row, cleanLine);
  const repairs = mapping.columns
    .filter((column) => line[column] !== (row[column] ?? ''))
    .map((column) => `Column '${column}': white space or control characters removed.`);
  const reasons: string[] = [];
  const { system, keyColumn } = mapping.source;
  const key = line[keyColumn] ?? '';
  if (key === '') reasons.push(`Column '${keyColumn}' is empty; every row needs its own key.`);
  const text = take(mapping.subject.read(line), reasons);
  if (text === undefined)
    reasons.push(`The complaint has no text (${mapping.subject.columns.map((name) => `'${name}'`).join(', ')} empty).`);
  const values = {
    centre: take(mapping.centre.read(line), reasons),
    channel: take(mapping.channel.read(line), reasons),
    category: take(mapping.category.read(line), reasons),
    severity: take(mapping.severity.read(line), reasons),
    customerClass: take(mapping.customerClass.read(line), reasons),
    receivedAt: take(mapping.receivedAt.read(line), reasons),
  };
  const data = Object.fromEntries(
    Object.entries(mapping.data).map(([name, { read }]) => [name, take(read(line), reasons)]),
  );
  const { centre, channel, category, severity, customerClass, receivedAt } = values;
  if (
    reasons.length > 0 ||
    text === undefined ||
    centre === undefined ||
    channel === undefined ||
    category === undefined ||
    severity === undefined ||
    customerClass === undefined ||
    receivedAt === undefined
  )
    return { ok: false, rowNumber, ...(key === '' ? {} : { key }), reasons };

  const isLong = text.length > longestSubject;
  if (isLong)
    repairs.push(
      `The subject has more than ${longestSubject} characters; it is shortened and kept whole in the description.`,
    );
  const written = mapping.description && take(mapping.description.read(cleaned(mapping, row, cleanLines)), reasons);
  const description = [isLong ? text : undefined, written].filter((part) => part !== undefined).join('\n\n');
  const { name, phone, address } = mapping.customer;
  const complaint: ComplaintInput = {
    definitionKey: 'complaint',
    centre,
    channel,
    subject: isLong ? shorten(text) : text,
    category,
    severity,
    customer: {
      class: customerClass,
      ...without({
        name: name && take(name.read(line), reasons),
        phone: phone && take(phone.read(line), reasons),
        address: address && take(address.read(line), reasons),
      }),
    },
    receivedAt,
    source: { system, key },
    ...(description === '' ? {} : { description }),
    ...(Object.keys(data).length === 0 ? {} : { data }),
  };
  return { ok: true, rowNumber, complaint, repairs };
};
