/** The font of printed evidence: Chinese and Latin in one file, embedded so that it looks the same in years. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

type Table = { readonly tag: string; readonly checksum: number; readonly data: Buffer };

const headerBytes = 44;
const entryBytes = 20;

const tablesOf = (woff: Buffer): Table[] =>
  Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = headerBytes + index * entryBytes;
    const [offset, packed, size, checksum] = [4, 8, 12, 16].map((from) => woff.readUInt32BE(at + from)) as [
      number,
      number,
      number,
      number,
    ];
    const data = woff.subarray(offset, offset + packed);
    return { tag: woff.toString('latin1', at, at + 4), checksum, data: packed < size ? inflateSync(data) : data };
  });

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/**
 * WOFF 1.0 unpacked to the font it holds (OpenType §"Font file"): the PDF library would otherwise inflate a table anew for
 * every character.
 */
export const unpackWoff = (woff: Buffer): Buffer => {
  const tables = tablesOf(woff);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const header = Buffer.alloc(12 + tables.length * 16);
  header.writeUInt32BE(woff.readUInt32BE(4), 0);
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE((tables.length - power) * 16, 10);
  let offset = header.length;
  const bodies = tables.map(({ tag, checksum, data }, index) => {
    const at = 12 + index * 16;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(checksum, at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(data.length, at + 12);
    offset += padded(data.length);
    return Buffer.concat([data, Buffer.alloc(padded(data.length) - data.length)]);
  });
  return Buffer.concat([header, ...bodies]);
};

let font: Buffer | undefined;

/** Read when the first evidence is made. */
export const openFont = (): Buffer => {
  const file = createRequire(import.meta.url).resolve(
    '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
  );
  font ??= unpackWoff(readFileSync(file));
  return font;
};
