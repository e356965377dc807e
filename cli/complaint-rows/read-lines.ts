/** Cuts a stream of bytes into lines of text. A line that cannot be read is handed on as such, so that one bad byte costs one line. */

export type Line = { readonly number: number } & ({ readonly text: string } | { readonly broken: string });

export type Encoding = 'utf-8' | 'gb18030';

const lineFeed = 0x0a;
const longestLine = 1024 * 1024;
const names = { 'utf-8': 'UTF-8', gb18030: 'GB 18030' };

const decoderFor = (encoding: Encoding) => {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (number: number, bytes: Buffer): Line => {
    if (bytes.length > longestLine)
      return { number, broken: `The line has ${bytes.length} bytes; at most ${longestLine} are read.` };
    try {
      const text = decoder.decode(bytes);
      return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    } catch {
      return { number, broken: `The line holds bytes that are not ${names[encoding]}.` };
    }
  };
};

/** Refuses what is no text in a supported encoding at all; returns how many bytes of a byte order mark to skip. */
const byteOrderMark = (bytes: Buffer): number => {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new Error('The file is written in UTF-16; save it as UTF-8 (or name its encoding gb18030 in the mapping).');
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
};

/** Lines end in LF or CRLF, the last one in either or nothing; they are numbered from 1. A byte order mark is skipped. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Line> {
  const decode = decoderFor(encoding);
  let rest: Buffer = Buffer.alloc(0);
  let dropped = 0;
  let number = 0;
  let isAtStart = true;
  const finish = (bytes: Buffer): Line => {
    number += 1;
    const line: Line =
      dropped > 0
        ? { number, broken: `The line has ${dropped + bytes.length} bytes; at most ${longestLine} are read.` }
        : decode(number, bytes);
    dropped = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk);
    if (isAtStart && bytes.length < 3) {
      rest = bytes;
      continue;
    }
    if (isAtStart) bytes = bytes.subarray(byteOrderMark(bytes));
    isAtStart = false;
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      yield finish(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    // A line without end must not fill the memory: what is too long anyway is counted, not kept.
    if (rest.length > longestLine) {
      dropped += rest.length;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0 || dropped > 0) yield finish(rest);
}
