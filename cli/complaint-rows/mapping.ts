/** A mapping ready for use: the file's rules compiled once, so that a row costs look-ups only. */
import type { ComplaintInput } from './complaint-input.ts';
import { compileFormat, type DateTimeParts } from './date-time-format.ts';
import { compileText, compileValue, type FieldReader, type Row, type Reading } from './field-reader.ts';
import { checkMappingFile, type FormattedColumn, type MappingFile } from './mapping-file.ts';
import { momentInZone } from './moment-in-zone.ts';

export type Mapping = {
  readonly csv: MappingFile['csv'];
  readonly source: MappingFile['source'];
  /** Every column the mapping reads; a file must have them all. */
  readonly columns: readonly string[];
  readonly receivedAt: FieldReader<Date>;
  readonly centre: FieldReader<string>;
  readonly channel: FieldReader<ComplaintInput['channel']>;
  readonly subject: FieldReader<string | undefined>;
  readonly description?: FieldReader<string | undefined>;
  readonly category: FieldReader<string>;
  readonly severity: FieldReader<ComplaintInput['severity']>;
  readonly customerClass: FieldReader<ComplaintInput['customer']['class']>;
  readonly customer: Readonly<Partial<Record<'name' | 'phone' | 'address', FieldReader<string | undefined>>>>;
  readonly data: Readonly<Record<string, FieldReader<unknown>>>;
};

const compileColumn = ({ column, format: text }: FormattedColumn) => {
  const format = compileFormat(text);
  const read = (row: Row): Reading<DateTimeParts> => {
    const parts = format.read(row[column] ?? '');
    if (parts) return { value: parts };
    return { reason: `Column '${column}' is '${row[column] ?? ''}'; a real moment written as '${text}' is needed.` };
  };
  return { column, format, read };
};

const compileReceivedAt = ({ timeZone, date, time }: MappingFile['receivedAt']): FieldReader<Date> => {
  const parts = [date, ...(time ? [time] : [])].map(compileColumn);
  if (!parts[0]!.format.namesDay)
    throw new Error(`The date format '${date.format}' has to name year, month and day; for instance 'dd-MMM-yy'.`);
  const read = (row: Row): Reading<Date> => {
    const readings = parts.map((part) => part.read(row));
    const reasons = readings.flatMap((reading) => ('reason' in reading ? [reading.reason] : []));
    if (reasons.length > 0) return { reason: reasons.join(' ') };
    const merged = Object.assign(
      {},
      ...readings.toReversed().map((reading) => ('value' in reading ? reading.value : {})),
    );
    return { value: momentInZone(merged as DateTimeParts, timeZone) };
  };
  return { columns: parts.map(({ column }) => column), read };
};

const compileMapping = (file: MappingFile): Mapping => {
  const { name, phone, address } = file.customer;
  const fields = {
    receivedAt: compileReceivedAt(file.receivedAt),
    centre: compileValue(file.centre),
    channel: compileValue(file.channel),
    subject: compileText(file.subject),
    category: compileValue(file.category),
    severity: compileValue(file.severity),
    customerClass: compileValue(file.customer.class),
    ...(file.description ? { description: compileText(file.description) } : {}),
  };
  const customer = {
    ...(name ? { name: compileText(name) } : {}),
    ...(phone ? { phone: compileText(phone) } : {}),
    ...(address ? { address: compileText(address) } : {}),
  };
  const data = Object.fromEntries(
    Object.entries(file.data).map(([field, rule]) => [field, compileValue<unknown>(rule)]),
  );
  const readers: FieldReader<unknown>[] = [fields, customer, data].flatMap((group) => Object.values(group));
  const columns = [...new Set([file.source.keyColumn, ...readers.flatMap((reader) => reader.columns)])];
  return { csv: file.csv, source: file.source, columns, ...fields, customer, data };
};

/**
 * Reads the text of a mapping file; `centres` are the ids it may map to. Throws an error whose message says all that is wrong with it, naming the places.
 */
export const parseMapping = (content: string, centres: readonly string[]): Mapping => {
  let file: unknown;
  try {
    file = JSON.parse(content);
  } catch (error) {
    throw new Error(`The mapping is no JSON: ${(error as Error).message}.`, { cause: error });
  }
  return compileMapping(checkMappingFile(file, centres));
};
