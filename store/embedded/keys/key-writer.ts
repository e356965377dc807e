/** Values as bytes whose plain byte order is MongoDB's order of values, each self-delimiting so that fields can be concatenated. */
import { Binary, BSONSymbol, type Code, type Timestamp } from 'bson';
import { numericValue, rank, rankOf, regexParts } from '../bson/compare.ts';
import { type Document } from '../bson/document.ts';

/** Stands for an empty array, which sorts below null. */
export const EMPTY_ARRAY: unique symbol = Symbol('empty array');

const TWO_53 = 2 ** 53;

export class KeyWriter {
  #buffer = Buffer.allocUnsafeSlow(4096);
  length = 0;

  reset(): this {
    this.length = 0;
    return this;
  }

  /** A copy of what was written. */
  take(start = 0): Buffer {
    return Buffer.from(this.#buffer.subarray(start, this.length));
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#buffer[this.length++] = value;
    return this;
  }

  uint32(value: number): this {
    this.#reserve(4);
    this.length = this.#buffer.writeUInt32BE(value, this.length);
    return this;
  }

  bytes(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#buffer.set(value, this.length);
    this.length += value.length;
    return this;
  }

  /** One field of a key; a descending field is written with every bit flipped, which reverses its order and no other's. */
  value(value: unknown, direction: 1 | -1 = 1): this {
    const start = this.length;
    this.#tagged(value);
    if (direction === -1) for (let index = start; index < this.length; index++) this.#buffer[index]! ^= 0xff;
    return this;
  }

  #reserve(count: number): void {
    if (this.length + count <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.length + count));
    this.#buffer.copy(larger, 0, 0, this.length);
    this.#buffer = larger;
  }

  #tagged(value: unknown): void {
    if (value === EMPTY_ARRAY) {
      this.byte(rank.emptyArray);
      return;
    }
    const type = rankOf(value);
    this.byte(type);
    this.#body(type, value);
  }

  #body(type: number, value: unknown): void {
    switch (type) {
      case rank.number:
        this.#number(numericValue(value));
        break;
      case rank.string:
        this.#text(value instanceof BSONSymbol ? value.value : (value as string));
        break;
      case rank.object:
        this.#document(value as Document);
        break;
      case rank.array:
        for (const item of value as unknown[]) this.#tagged(item);
        this.byte(0);
        break;
      case rank.binary:
        this.#binary(value as Binary | Uint8Array);
        break;
      case rank.objectId:
        this.bytes((value as { id: Uint8Array }).id);
        break;
      case rank.boolean:
        this.byte(value === true ? 1 : 0);
        break;
      case rank.date:
        this.#biased(BigInt((value as Date).getTime()));
        break;
      case rank.timestamp: {
        const stamp = value as Timestamp;
        this.uint32(stamp.high >>> 0).uint32(stamp.low >>> 0);
        break;
      }
      case rank.regex: {
        const { pattern, options } = regexParts(value);
        this.#text(pattern);
        this.#text(options);
        break;
      }
      case rank.code:
        this.#text((value as Code).code);
        break;
    }
  }

  #biased(value: bigint): void {
    this.#reserve(8);
    this.length = this.#buffer.writeBigUInt64BE(BigInt.asUintN(64, value + (1n << 63n)), this.length);
  }

  /** The nearest double with its sign made sortable; beyond 2^53 followed by what an int64 differs from that double. */
  #number(value: number | bigint): void {
    const double = Number(value) + 0;
    this.#reserve(10);
    const at = this.length;
    this.length += 8;
    if (Number.isNaN(double)) {
      this.#buffer.fill(0, at, at + 8);
      return;
    }
    this.#buffer.writeDoubleBE(double, at);
    if (this.#buffer[at]! & 0x80) for (let index = at; index < at + 8; index++) this.#buffer[index]! ^= 0xff;
    else this.#buffer[at]! |= 0x80;
    if (Math.abs(double) >= TWO_53) {
      const rest = typeof value === 'bigint' ? Number(value - BigInt(double)) : 0;
      this.length = this.#buffer.writeUInt16BE(0x8000 + rest, this.length);
    }
  }

  #text(value: string): void {
    this.#reserve(value.length * 3 + 2);
    const start = this.length;
    this.length += this.#buffer.write(value, start, 'utf8');
    if (value.includes('\0')) {
      const escaped = Buffer.from(
        this.#buffer.toString('latin1', start, this.length).replaceAll('\0', '\0\xff'),
        'latin1',
      );
      this.length = start;
      this.bytes(escaped);
    }
    this.byte(0).byte(0);
  }

  #binary(value: Binary | Uint8Array): void {
    const content = value instanceof Binary ? value.buffer.subarray(0, value.position) : value;
    this.uint32(content.length)
      .byte(value instanceof Binary ? value.sub_type : 0)
      .bytes(content);
  }

  #document(document: Document): void {
    for (const name of Object.keys(document)) {
      const value = document[name];
      const type = rankOf(value);
      this.byte(type);
      this.#text(name);
      this.#body(type, value);
    }
    this.byte(0);
  }
}
