/** Sends a file so that no browser runs, shows or renames what is in it. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Attachment } from '../../engine/index.ts';

export type ByteRange = { readonly start: number; readonly end: number };

/** One range of bytes (RFC 9110 §14.2), `undefined` for all of it, `'none'` when there is nothing in it. */
export const rangeOf = (header: string | undefined, size: number): ByteRange | undefined | 'none' => {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : 'none';
};

/** RFC 6266: a plain name for old programs, the real one in UTF-8. */
export const contentDisposition = (name: string): string => {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.codePointAt(0)!.toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

/** Headers of the file or of a part of it; resolves when everything is sent. */
export const sendFile = async (
  response: Response,
  { name, type, size, sha256 }: Attachment,
  range: ByteRange | undefined,
  content: Readable,
): Promise<void> => {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', contentDisposition(name));
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
  response.setHeader('Content-Length', String(range ? range.end - range.start : size));
  if (range) response.setHeader('Content-Range', `bytes ${range.start}-${range.end - 1}/${size}`);
  try {
    await pipeline(content, response);
  } catch (error) {
    // Whoever stops reading is no failure of ours.
    if (!response.destroyed) throw error;
  }
};
