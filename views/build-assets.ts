/**
 * Part of `npm run build`: bundles `browser/*.ts` and `styles/*.css` for browsers into `dist/public`, named by their content,
 * with gzip and Brotli beside them and a manifest of the names.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { publicFolder, viewsFolder } from './views-folder.ts';

const compressible = /\.(?:js|css|svg|json)$/;

const entriesOf = async (folder: string, ending: string): Promise<string[]> =>
  (await readdir(join(viewsFolder, folder)))
    .filter((file) => file.endsWith(ending) && !file.endsWith('.d.ts'))
    .map((file) => join(viewsFolder, folder, file));

const bundle = async (): Promise<Record<string, string>> => {
  const { metafile } = await build({
    entryPoints: [
      ...(await entriesOf('browser', '.ts')),
      ...(await entriesOf('styles', '.css')),
      ...(await entriesOf('styles', '.svg')),
    ],
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    target: 'es2022',
    outdir: publicFolder,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    legalComments: 'none',
    loader: { '.woff': 'file', '.woff2': 'file', '.ttf': 'file', '.eot': 'file', '.svg': 'copy' },
    metafile: true,
    logLevel: 'warning',
  });
  const names = Object.entries(metafile.outputs).flatMap(([path, { entryPoint, cssBundle }]) => {
    if (entryPoint === undefined) return [];
    const plain = basename(entryPoint).replace(/\.ts$/, '.js');
    return [
      [plain, basename(path)],
      ...(cssBundle === undefined ? [] : [[plain.replace(/\.js$/, '.css'), basename(cssBundle)]]),
    ];
  });
  const built = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  await compress(built);
  return Object.fromEntries(names) as Record<string, string>;
};

/** A name stands for its content, so what is compressed already stays; what no build names any more goes. */
const compress = async (built: ReadonlySet<string>): Promise<void> => {
  const kept = (file: string): boolean => built.has(file.replace(/\.(?:gz|br)$/, ''));
  for (const file of await readdir(publicFolder))
    if (!kept(file)) await rm(join(publicFolder, file), { recursive: true });
  for (const file of [...built].filter((name) => compressible.test(name))) {
    const path = join(publicFolder, file);
    if (existsSync(`${path}.br`)) continue;
    const content = await readFile(path);
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
    const quality = content.length > 300_000 ? 9 : 11;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
  }
};

await mkdir(publicFolder, { recursive: true });
const manifest = await bundle();
await writeFile(join(publicFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
