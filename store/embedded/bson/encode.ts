/** Documents to BSON bytes; a RawDocument is spliced in unread, which is how stored documents travel into replies. */
import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../command-error.ts';
import { className } from './class-name.ts';
import { isInt32, MAX_NESTING, type Document } from './document.ts';
import { RawDocument } from './raw-document.ts';

let buffer = Buffer.allocUnsafeSlow(64 * 1024);
let length = 0;

const reserve = (count: number): void => {
  if (length + count <= buffer.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, length + count));
  buffer.copy(larger, 0, 0, length);
  buffer = larger;
};

const writeByte = (value: number): void => {
  reserve(1);
  buffer[length++] = value;
};

const writeInt32 = (value: number): void => {
  reserve(4);
  length = buffer.writeInt32LE(value, length);
};

const writeBytes = (bytes: Uint8Array): void => {
  reserve(bytes.length);
  buffer.set(bytes, length);
  length += bytes.length;
};

const writeUtf8 = (text: string): void => {
  reserve(text.length * 3 + 1);
  if (text.length < 24) {
    const start = length;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        length = start + buffer.write(text, start, 'utf8');
        break;
      }
      buffer[length++] = code;
    }
  } else length += buffer.write(text, length, 'utf8');
  buffer[length++] = 0;
};

const writeName = (text: string): void => {
  if (text.includes('\0')) throw new CommandError(2, `Field name ${JSON.stringify(text)} contains a null byte.`);
  writeUtf8(text);
};

const writeText = (text: string): void => {
  const start = length;
  writeInt32(0);
  writeUtf8(text);
  buffer.writeInt32LE(length - start - 4, start);
};

const writeLong = (value: Long | Timestamp): void => {
  writeInt32(value.low);
  writeInt32(value.high);
};

const header = (type: number, name: string): void => {
  writeByte(type);
  writeName(name);
};

const writeNumber = (name: string, value: number): void => {
  if (isInt32(value)) {
    header(0x10, name);
    writeInt32(value);
  } else writeDouble(name, value);
};

const writeDouble = (name: string, value: number): void => {
  header(0x01, name);
  reserve(8);
  length = buffer.writeDoubleLE(value, length);
};

const writeSpecial = (name: string, value: object, depth: number): void => {
  if (value instanceof Date) {
    header(0x09, name);
    writeLong(Long.fromNumber(value.getTime()));
  } else if (value instanceof RawDocument) {
    header(0x03, name);
    writeBytes(value.bytes);
  } else if (value instanceof ObjectId) {
    header(0x07, name);
    writeBytes(value.id);
  } else if (value instanceof Double) writeDouble(name, value.value);
  else if (value instanceof Timestamp) {
    header(0x11, name);
    writeLong(value);
  } else if (value instanceof Long) {
    header(0x12, name);
    writeLong(value);
  } else if (value instanceof Int32) {
    header(0x10, name);
    writeInt32(value.value);
  } else if (value instanceof Decimal128) {
    header(0x13, name);
    writeBytes(value.bytes);
  } else if (value instanceof Binary) {
    header(0x05, name);
    writeInt32(value.position);
    writeByte(value.sub_type);
    writeBytes(value.buffer.subarray(0, value.position));
  } else if (value instanceof BSONRegExp || value instanceof RegExp) {
    header(0x0b, name);
    writeName(value instanceof RegExp ? value.source : value.pattern);
    writeName(value instanceof RegExp ? value.flags.replace(/[^imsu]/g, '') : value.options);
  } else if (value instanceof Code) {
    header(0x0d, name);
    writeText(value.code);
  } else if (value instanceof BSONSymbol) {
    header(0x0e, name);
    writeText(value.value);
  } else if (className(value) === 'MinKey') header(0xff, name);
  else if (className(value) === 'MaxKey') header(0x7f, name);
  else if (value instanceof Uint8Array) {
    header(0x05, name);
    writeInt32(value.length);
    writeByte(0);
    writeBytes(value);
  } else {
    header(0x03, name);
    writeDocument(value as Document, depth + 1);
  }
};

const writeElement = (name: string, value: unknown, depth: number): void => {
  switch (typeof value) {
    case 'string':
      header(0x02, name);
      writeText(value);
      break;
    case 'number':
      writeNumber(name, value);
      break;
    case 'boolean':
      header(0x08, name);
      writeByte(value ? 1 : 0);
      break;
    case 'bigint':
      header(0x12, name);
      writeLong(Long.fromBigInt(value));
      break;
    case 'object':
      if (value === null) header(0x0a, name);
      else if (Array.isArray(value)) {
        header(0x04, name);
        writeArray(value, depth + 1);
      } else writeSpecial(name, value, depth);
      break;
    case 'undefined':
    case 'function':
    case 'symbol':
      break;
  }
};

const writeArray = (items: unknown[], depth: number): void => {
  const start = begin(depth);
  for (let index = 0; index < items.length; index++) writeElement(String(index), items[index] ?? null, depth);
  finish(start);
};

const writeDocument = (document: Document, depth: number): void => {
  const start = begin(depth);
  for (const name of Object.keys(document)) writeElement(name, document[name], depth);
  finish(start);
};

const begin = (depth: number): number => {
  if (depth > MAX_NESTING) throw new CommandError(15, `A document is nested deeper than ${MAX_NESTING} levels.`);
  const start = length;
  writeInt32(0);
  return start;
};

const finish = (start: number): void => {
  writeByte(0);
  buffer.writeInt32LE(length - start, start);
};

/** Encodes into a buffer of its own, after `headroom` free bytes (for a message header). Fields that are undefined are left out. */
export const encodeDocument = (document: Document, headroom = 0): Buffer => {
  length = headroom;
  writeDocument(document, 1);
  const encoded = Buffer.from(buffer.subarray(0, length));
  if (buffer.length > 4 * 1024 * 1024) buffer = Buffer.allocUnsafeSlow(64 * 1024);
  return encoded;
};
