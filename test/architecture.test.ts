import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, sep } from 'node:path';
import { expect } from 'chai';

/** Who may import whom: files in <key> may import from <value>. The composition root (files at the top) may import all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  store: ['engine'],
  jobs: ['engine'],
  api: ['engine', 'views'],
  views: ['engine'],
  // Customers of the demo are those the reference systems know.
  demo: ['engine', 'jobs', 'systems'],
  // Reference systems know the product by its HTTP API alone.
  systems: [],
};

/** Within the store the embedded server stands alone, and within the engine the core does not know its library twin. */
const apart: readonly (readonly [from: string, to: string])[] = [
  ['store/embedded', 'engine'],
  ['engine/model', 'engine/execution'],
  ['engine/model', 'engine/case'],
  ['engine/execution', 'engine/bpmn-engine'],
  ['engine/execution', 'engine/case'],
  ['engine/execution', 'engine/commands'],
  ['engine/bpmn-engine', 'engine/case'],
  ['engine/case', 'engine/commands'],
  ['engine/case', 'engine/execution'],
  ['engine/case', 'engine/bpmn-engine'],
];

/** The only folder (or file) that may import a package. */
const doors: Readonly<Record<string, readonly string[]>> = {
  'bpmn-moddle': ['engine/model'],
  feelin: ['engine/model'],
  'dmn-moddle': ['engine/model/decision'],
  croner: ['engine/model'],
  'temporal-polyfill': ['engine/model'],
  'bpmn-elements': ['engine/bpmn-engine'],
  'moddle-context-serializer': ['engine/bpmn-engine'],
  mongodb: ['store/database.ts'],
  lmdb: ['store/embedded'],
  bson: ['store/embedded'],
  mingo: ['store/embedded'],
  agenda: ['jobs'],
  '@agendajs/mongo-backend': ['jobs'],
  express: ['api'],
  joi: ['api', 'config.ts', 'cli'],
  'csv-parse': ['cli'],
  handlebars: ['views'],
  esbuild: ['views/build-assets.ts'],
  '@bpmn-io/form-js-viewer': ['views/browser'],
  'bpmn-js': ['views/browser'],
  busboy: ['api'],
  nodemailer: ['jobs'],
  'smtp-server': ['systems'],
  pdfkit: ['views'],
  yazl: ['views'],
  'bpmn-js-differ': ['views'],
  'bpmn-js-properties-panel': ['views/browser'],
  '@bpmn-io/properties-panel': ['views/browser'],
  '@bpmn-io/form-js-editor': ['views/browser'],
  'bpmn-js-token-simulation': ['views/browser'],
  'camunda-bpmn-js-behaviors': ['views/browser'],
  'camunda-bpmn-moddle': ['views/browser'],
  'dmn-js': ['views/browser'],
  'style-mod': ['views/browser'],
};

const importPattern = /(?:from|import)\s+'([^']+)'/g;
const sourceFolders = ['engine', 'store', 'jobs', 'api', 'views', 'systems', 'demo', 'cli'].filter((folder) =>
  existsSync(folder),
);

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file));

const sources = sourceFolders
  .flatMap(filesOf)
  .concat(readdirSync('.').filter((file) => file.endsWith('.ts')))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const specifiersOf = (text: string): string[] => [...text.matchAll(importPattern)].map(([, specifier]) => specifier!);

const localImports = sources.flatMap(({ file, text }) =>
  specifiersOf(text)
    // Published data such as the moddle descriptor belongs to no layer.
    .filter((specifier) => specifier.startsWith('.') && !specifier.endsWith('.json'))
    .map((specifier) => ({ file, target: normalize(join(dirname(file), specifier)) })),
);

const packageImports = sources.flatMap(({ file, text }) =>
  specifiersOf(text)
    .filter((specifier) => !specifier.startsWith('.'))
    .map((specifier) => ({
      file,
      name: specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    })),
);

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}${sep}`);
const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

describe('architecture', () => {
  for (const [layer, allowed] of Object.entries(mayImport))
    it(`${layer} imports only ${[layer, ...allowed].join(', ')}`, () => {
      const strays = localImports
        .filter(({ file, target }) => isIn(file, layer) && ![layer, ...allowed].some((place) => isIn(target, place)))
        .map(({ file, target }) => `${file} -> ${target}`);
      expect(strays).to.deep.equal([]);
    });

  for (const [from, to] of apart)
    it(`${from} does not know ${to}`, () => {
      const strays = localImports
        .filter(({ file, target }) => isIn(file, from) && isIn(target, to))
        .map(({ file, target }) => `${file} -> ${target}`);
      expect(strays).to.deep.equal([]);
    });

  it('every other layer reaches the engine through its index', () => {
    const strays = localImports
      .filter(
        ({ file, target }) => !isIn(file, 'engine') && isIn(target, 'engine') && target !== join('engine', 'index.ts'),
      )
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(strays).to.deep.equal([]);
  });

  it('every package has one door', () => {
    const strays = packageImports
      .filter(({ name, file }) => !isBuiltin(name) && !(doors[name] ?? []).some((place) => isIn(file, place)))
      .map(({ name, file }) => `${file} -> ${name}`);
    expect(strays).to.deep.equal([]);
  });

  it('the engine does no I/O and reads no clock and no chance', () => {
    const strays = sources
      .filter(({ file }) => isIn(file, 'engine'))
      .filter(({ text }) =>
        /new Date\(\)|Date\.now\(|Math\.random\(|performance\.now\(|\bprocess\.(?:env|exit|cwd|nextTick|hrtime|stdout)|from 'node:/.test(
          text,
        ),
      )
      .map(({ file }) => file);
    expect(strays).to.deep.equal([]);
  });

  it('only config.ts reads the environment', () => {
    const strays = sources
      .filter(({ file, text }) => file !== 'config.ts' && text.includes('process.env'))
      .map(({ file }) => file);
    expect(strays).to.deep.equal([]);
  });

  it('files stay small enough to read at once', () => {
    const lines = sources
      .map(
        ({ text }) => text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|\*|\/\*)/.test(line)).length,
      )
      .toSorted((left, right) => left - right);
    expect(lines[Math.floor(lines.length / 2)], 'median').to.be.at.most(80);
    expect(lines[Math.floor(lines.length * 0.9)], '90th percentile').to.be.at.most(200);
    expect(lines.at(-1), 'longest').to.be.at.most(300);
  });

  it('the lock file names every optional package, so that a clean install works on every platform', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const named = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    expect(named.filter((name) => !(`node_modules/${name}` in lock.packages))).to.deep.equal([]);
  });

  it('has no catch-all files and no barrel but the engine’s', () => {
    const strays = sources
      .map(({ file }) => file)
      .filter(
        (file) =>
          /(?:^|\/)(?:util|utils|common|helpers?|types|interfaces|index)\.ts$/.test(file) &&
          file !== join('engine', 'index.ts'),
      );
    expect(strays).to.deep.equal([]);
  });
});
