/** Built files for browsers: named by their content, so they may be kept for ever; compressed as the browser likes it. */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Router } from 'express';
import { publicFolder } from '../../views/views-folder.ts';
import { EdgeRefusal } from '../problem.ts';

const typeOf: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
};

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

export const assetRoutes = (): Router => {
  const files = new Set(existsSync(publicFolder) ? readdirSync(publicFolder) : []);
  const contents = new Map<string, Promise<Buffer>>();
  const contentOf = (file: string): Promise<Buffer> => {
    const known = contents.get(file) ?? readFile(join(publicFolder, file));
    contents.set(file, known);
    return known;
  };
  const router = Router();
  router.get('/:file', async (request, response) => {
    const { file } = request.params;
    const type = typeOf[extname(file)];
    if (!files.has(file) || type === undefined)
      throw new EdgeRefusal('NO_SUCH_OPERATION', `There is no file ${request.originalUrl}.`);
    const [encoding, ending] = encodings.find(
      ([name, suffix]) => files.has(file + suffix) && request.acceptsEncodings(name) === name,
    ) ?? [undefined, ''];
    if (encoding) response.setHeader('Content-Encoding', encoding);
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Content-Type', type);
    response.end(await contentOf(file + ending));
  });
  return router;
};
