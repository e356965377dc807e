/** The operands of `$bitsAllSet` and its family: a mask, a list of positions or binary data. */
import { Binary } from 'bson';
import { CommandError } from '../command-error.ts';
import { numericValue, rank, rankOf } from '../bson/compare.ts';

const bitsOfBytes = (bytes: Uint8Array): number[] => {
  const positions: number[] = [];
  bytes.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) positions.push(index * 8 + bit);
  });
  return positions;
};

const bitsOfMask = (mask: bigint): number[] => {
  const positions: number[] = [];
  for (let bit = 0; bit < 63; bit++) if ((mask >> BigInt(bit)) & 1n) positions.push(bit);
  return positions;
};

const nonNegativeInteger = (value: unknown): bigint => {
  const number = rankOf(value) === rank.number ? numericValue(value) : Number.NaN;
  if (number < 0 || (typeof number === 'number' && !Number.isInteger(number)))
    throw new CommandError(2, 'bit masks and positions must be non-negative integers');
  return BigInt(number);
};

export const parseBitPositions = (value: unknown): number[] => {
  if (Array.isArray(value)) return value.map((item) => Number(nonNegativeInteger(item)));
  if (value instanceof Binary) return bitsOfBytes(value.buffer.subarray(0, value.position));
  return bitsOfMask(nonNegativeInteger(value));
};

/** Whether the bit is set; undefined for values that have no bits. Numbers are two's complement of any width. */
export const bitReader = (value: unknown): ((position: number) => boolean) | undefined => {
  if (value instanceof Binary) {
    const bytes = value.buffer.subarray(0, value.position);
    return (position) => ((bytes[position >> 3] ?? 0) & (1 << (position & 7))) !== 0;
  }
  if (rankOf(value) !== rank.number) return undefined;
  const number = numericValue(value);
  if (typeof number === 'number' && !Number.isInteger(number)) return undefined;
  const integer = BigInt(number);
  return (position) => ((integer >> BigInt(position)) & 1n) === 1n;
};
