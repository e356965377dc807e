/**
 * BSON bytes to documents. Own, because stored documents stay bytes: a filter decodes only the top-level fields it looks at,
 * and the number types survive (see document.ts), which the library's deserializer offers only at several times the cost.
 */
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { CommandError } from '../command-error.ts';
import { isInt32, MAX_NESTING, setField, type Document } from './document.ts';
import { RawDocument } from './raw-document.ts';

const malformed = (what: string): CommandError => new CommandError(22, `Invalid BSON: ${what}`);

const readString = (bytes: Buffer, start: number, end: number): string => {
  if (end - start > 24) return bytes.toString('utf8', start, end);
  let text = '';
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    if (byte > 127) return bytes.toString('utf8', start, end);
    text += String.fromCharCode(byte);
  }
  return text;
};

const endOfName = (bytes: Buffer, start: number): number => {
  let end = start;
  while (bytes[end] !== 0) {
    if (end >= bytes.length) throw malformed('a field name is not terminated.');
    end++;
  }
  return end;
};

const int32At = (bytes: Buffer, offset: number): number =>
  bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24);

const sizeOfValue = (bytes: Buffer, type: number, at: number): number => {
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8;
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + int32At(bytes, at);
    case 0x03:
    case 0x04:
    case 0x0f:
      return int32At(bytes, at);
    case 0x05:
      return 5 + int32At(bytes, at);
    case 0x06:
    case 0x0a:
    case 0xff:
    case 0x7f:
      return 0;
    case 0x07:
      return 12;
    case 0x08:
      return 1;
    case 0x0b:
      return endOfName(bytes, endOfName(bytes, at) + 1) + 1 - at;
    case 0x0c:
      return 4 + int32At(bytes, at) + 12;
    case 0x10:
      return 4;
    case 0x13:
      return 16;
    default:
      throw malformed(`type ${type} is unknown.`);
  }
};

const readDate = (bytes: Buffer, at: number): Date => {
  const date = new Date(Number(bytes.readBigInt64LE(at)));
  if (Number.isNaN(date.getTime())) throw malformed('a date lies outside ±8.64e15 ms, the range this server keeps.');
  return date;
};

const readDouble = (bytes: Buffer, at: number): number | Double => {
  const number = bytes.readDoubleLE(at);
  return isInt32(number) ? new Double(number) : number;
};

const copy = (bytes: Buffer, start: number, end: number): Buffer => Buffer.from(bytes.subarray(start, end));

const readText = (bytes: Buffer, at: number): string => readString(bytes, at + 4, at + 3 + int32At(bytes, at));

const readValue = (bytes: Buffer, type: number, at: number, depth: number): unknown => {
  switch (type) {
    case 0x01:
      return readDouble(bytes, at);
    case 0x02:
      return readText(bytes, at);
    case 0x03:
      return readDocument(bytes, at, depth + 1);
    case 0x04:
      return readArray(bytes, at, depth + 1);
    case 0x05:
      return readBinary(bytes, at);
    case 0x06:
    case 0x0a:
      return null;
    case 0x07:
      return new ObjectId(copy(bytes, at, at + 12));
    case 0x08:
      return bytes[at] !== 0;
    case 0x09:
      return readDate(bytes, at);
    case 0x0b: {
      const end = endOfName(bytes, at);
      return new BSONRegExp(readString(bytes, at, end), readString(bytes, end + 1, endOfName(bytes, end + 1)));
    }
    case 0x0d:
      return new Code(readText(bytes, at));
    case 0x0e:
      return new BSONSymbol(readText(bytes, at));
    case 0x10:
      return int32At(bytes, at);
    case 0x11:
      return new Timestamp(new Long(int32At(bytes, at), int32At(bytes, at + 4), true));
    case 0x12:
      return new Long(int32At(bytes, at), int32At(bytes, at + 4));
    case 0x13:
      return new Decimal128(copy(bytes, at, at + 16));
    case 0x7f:
      return new MaxKey();
    case 0xff:
      return new MinKey();
    default:
      throw malformed(`type 0x${type.toString(16)} is not kept by this server.`);
  }
};

const readBinary = (bytes: Buffer, at: number): Binary => {
  const size = int32At(bytes, at);
  return new Binary(copy(bytes, at + 5, at + 5 + size), bytes[at + 4]);
};

const bounds = (bytes: Buffer, offset: number, depth: number): number => {
  if (depth > MAX_NESTING) throw new CommandError(15, `A document is nested deeper than ${MAX_NESTING} levels.`);
  const end = offset + int32At(bytes, offset) - 1;
  if (!(end >= offset + 4) || end >= bytes.length || bytes[end] !== 0)
    throw malformed('a length does not fit its document.');
  return end;
};

const readArray = (bytes: Buffer, offset: number, depth: number): unknown[] => {
  const end = bounds(bytes, offset, depth);
  const items: unknown[] = [];
  let at = offset + 4;
  while (at < end) {
    const type = bytes[at]!;
    at = endOfName(bytes, at + 1) + 1;
    const size = sizeOfValue(bytes, type, at);
    if (size < 0 || at + size > end) throw malformed('a value reaches beyond its array.');
    items.push(readValue(bytes, type, at, depth));
    at += size;
  }
  return items;
};

const readDocument = (bytes: Buffer, offset: number, depth: number): Document => {
  const end = bounds(bytes, offset, depth);
  const document: Document = {};
  let at = offset + 4;
  while (at < end) {
    const type = bytes[at]!;
    const nameEnd = endOfName(bytes, at + 1);
    const name = readString(bytes, at + 1, nameEnd);
    at = nameEnd + 1;
    const size = sizeOfValue(bytes, type, at);
    if (size < 0 || at + size > end) throw malformed(`the value of '${name}' reaches beyond its document.`);
    setField(document, name, readValue(bytes, type, at, depth));
    at += size;
  }
  return document;
};

/** Stored documents were checked when they came in: here fields nobody wants are passed over, and it ends with the last one wanted. */
const readFields = (bytes: Buffer, wanted: ReadonlySet<string>): Document => {
  const end = bounds(bytes, 0, 1);
  const document: Document = {};
  let missing = wanted.size;
  let at = 4;
  while (at < end && missing > 0) {
    const type = bytes[at]!;
    const nameEnd = endOfName(bytes, at + 1);
    const name = readString(bytes, at + 1, nameEnd);
    at = nameEnd + 1;
    if (wanted.has(name)) {
      setField(document, name, readValue(bytes, type, at, 1));
      missing--;
    }
    at += sizeOfValue(bytes, type, at);
  }
  return document;
};

/** Decodes the document at the start of `bytes`; with `wanted`, only those of its top-level fields. */
export const decodeDocument = (bytes: Buffer, wanted?: ReadonlySet<string>): Document =>
  wanted === undefined ? readDocument(bytes, 0, 1) : readFields(bytes, wanted);

const ARRAY = 0x04;
const DOCUMENT = 0x03;

const readRawArray = (bytes: Buffer, offset: number): unknown[] => {
  const end = bounds(bytes, offset, 1);
  const items: unknown[] = [];
  let at = offset + 4;
  while (at < end) {
    const type = bytes[at]!;
    at = endOfName(bytes, at + 1) + 1;
    const size = sizeOfValue(bytes, type, at);
    if (type !== DOCUMENT || size < 5 || at + size > end)
      throw new CommandError(14, 'Every entry of documents has to be a document.');
    items.push(new RawDocument(bytes.subarray(at, at + size)));
    at += size;
  }
  return items;
};

/** Like decodeDocument, but the documents to insert stay bytes. */
export const decodeCommand = (bytes: Buffer): Document => {
  const end = bounds(bytes, 0, 1);
  const command: Document = {};
  let at = 4;
  while (at < end) {
    const type = bytes[at]!;
    const nameEnd = endOfName(bytes, at + 1);
    const name = readString(bytes, at + 1, nameEnd);
    at = nameEnd + 1;
    const size = sizeOfValue(bytes, type, at);
    if (size < 0 || at + size > end) throw malformed(`the value of '${name}' reaches beyond its document.`);
    const isRaw = type === ARRAY && name === 'documents';
    setField(command, name, isRaw ? readRawArray(bytes, at) : readValue(bytes, type, at, 1));
    at += size;
  }
  return command;
};
