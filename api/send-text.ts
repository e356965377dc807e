/**
 * An answer that is whole text, compressed as its reader likes it. Streams (live events, downloads) write themselves and stay as
 * they are.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** Below this a packet is a packet. */
const smallest = 1400;

type Compress = (content: Buffer) => Promise<Buffer>;

/** What is better comes first; readers rarely say which they like best. */
const compressors: readonly (readonly [string, Compress])[] = [
  ['br', (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ['gzip', (content) => promisify(gzip)(content)],
];

/** Another encoding is another representation: the tag then says no more than that it means the same (RFC 9110, 8.8.3.3). */
const weaken = (response: Response): void => {
  const tag = response.getHeader('ETag');
  if (typeof tag === 'string' && !tag.startsWith('W/')) response.setHeader('ETag', `W/${tag}`);
};

/** Sends `content` with the status and headers so far, or says that what the reader has is still the same (RFC 9110, 13.1.2). */
export const sendText = async (request: Request, response: Response, type: string, content: string): Promise<void> => {
  response.setHeader('Content-Type', type);
  response.vary('Accept-Encoding');
  const plain = Buffer.from(content);
  if (request.fresh) {
    response.status(304).removeHeader('Content-Type');
    response.end();
    return;
  }
  const [encoding, compress] =
    compressors.find(([name]) => plain.length >= smallest && request.acceptsEncodings(name) === name) ?? [];
  if (encoding === undefined || compress === undefined) {
    response.setHeader('Content-Length', plain.length);
    response.end(plain);
    return;
  }
  const packed = await compress(plain);
  weaken(response);
  response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', packed.length);
  response.end(packed);
};

export const jsonType = 'application/json; charset=utf-8';
export const htmlType = 'text/html; charset=utf-8';
