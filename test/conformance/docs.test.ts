import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { operations } from '../../api/app.ts';
import { RULES } from '../../engine/model/check/rules.ts';

const readme = readFileSync('README.md', 'utf8');
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...['docs', 'processes'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  ),
];

/** Targets of `[text](target)` outside code, without anchors and addresses. */
const linksOf = (page: string): string[] =>
  [
    ...readFileSync(page, 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, target]) => target!.split('#')[0]!)
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

/** Folders of the tree, by indentation: `engine/` and below it `  model/`. */
const treeFolders = (): string[] => {
  const tree = /## The tree\n+```\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  let parent = '';
  return [...tree.matchAll(/^( *)([\w.-]+\/)/gm)].map(([, indent, name]) => {
    if (indent !== '') return join(parent, name!);
    parent = name!;
    return parent;
  });
};

const namesIn = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name!);

describe('Documentation', () => {
  for (const page of pages)
    it(`${page} links only to what is there`, () => {
      expect(linksOf(page).filter((target) => !existsSync(join(dirname(page), target)))).to.deep.equal([]);
    });

  it('the README can be read in one go', () => {
    expect(readme.trimEnd().split('\n')).to.have.lengthOf.at.most(150);
  });

  it('the README’s tree names folders that exist, and every folder of sources', () => {
    const folders = treeFolders();
    expect(folders.filter((folder) => !existsSync(folder))).to.deep.equal([]);
    const sources = readdirSync('.', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^\.|^(?:node_modules|dist|data|coverage)$/.test(entry.name))
      .map(({ name }) => `${name}/`);
    expect(folders).to.include.members(sources);
  });

  it('the README explains every setting, and no other', () => {
    const settings = namesIn('config.ts', /^ {2}([A-Z_]+): Joi/gm);
    expect(settings).to.not.deep.equal([]);
    expect(namesIn('README.md', /^\| `([A-Z_]+)`/gm)).to.have.members(settings);
  });

  it('every npm script the pages name exists', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) => namesIn(page, /npm run ([a-z:-]+)/g));
    expect(named.filter((name) => !(name in scripts))).to.deep.equal([]);
  });

  it('docs/api.md has every operation and every problem code with its status', () => {
    const api = readFileSync('docs/api.md', 'utf8');
    const headings = operations.map(({ method, path }) => `\`${method.toUpperCase()} ${path}\``);
    expect(headings.filter((heading) => !api.includes(heading))).to.deep.equal([]);
    const statuses = [...readFileSync('api/problem.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): (\d{3}),$/gm)];
    expect(statuses).to.not.deep.equal([]);
    const missing = statuses.filter(([, code, status]) => !new RegExp(`\`${code}\` +\\| ${status} `).test(api));
    expect(missing.map(([line]) => line)).to.deep.equal([]);
  });

  it('docs/writing-a-process.md names every deploy check', () => {
    const page = readFileSync('docs/writing-a-process.md', 'utf8');
    expect(RULES.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).to.deep.equal([]);
  });
});
