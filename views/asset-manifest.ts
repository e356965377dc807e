/** Names of built files with their fingerprints, written by `build-assets.ts`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicFolder } from './views-folder.ts';

/** `main.js` → `main-4KXQ2ZUV.js`. */
type Manifest = Readonly<Record<string, string>>;

const manifestFile = join(publicFolder, 'manifest.json');

const manifest: Manifest = existsSync(manifestFile) ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : {};

/** The address of a built file by its plain name. */
export const assetPath = (name: string): string => {
  const file = manifest[name];
  if (file === undefined)
    throw new Error(
      `There is no built file '${name}'; run 'npm run build', which made ${Object.keys(manifest).join(', ') || 'none'}.`,
    );
  return `/assets/${file}`;
};

export const hasAsset = (name: string): boolean => name in manifest;
