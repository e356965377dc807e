/** Writes share a transaction; what goes wrong in one of them must not become another's problem, and never half a change. */
import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../../store/embedded/command-error.ts';
import { Catalog } from '../../store/embedded/storage/catalog.ts';
import { groupCommits, type GroupCommit } from '../../store/embedded/storage/group-commit.ts';
import { openStorage, type Storage } from '../../store/embedded/storage/open-storage.ts';

const fail = (error: Error) => (): never => {
  throw error;
};

describe('a group of writes in one transaction', () => {
  let folder: string;
  let storage: Storage;
  let commits: GroupCommit;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-commit-'));
    storage = openStorage(folder);
    commits = groupCommits({ storage, catalog: new Catalog(storage) });
  });

  afterEach(async () => {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (name: string) => (): string => {
    storage.put(Buffer.from(`x${name}`), Buffer.from(name));
    return name;
  };

  const outcomes = async (writes: readonly (() => string)[]): Promise<string[]> => {
    const settled = await Promise.allSettled(writes.map((write) => commits.write(write)));
    return settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message));
  };

  const stored = (): string[] =>
    storage.range({ start: Buffer.from('x'), end: Buffer.from('y') }).map(({ value }) => value.toString());

  it('answers each with its own result', async () => {
    expect(await outcomes([put('a'), put('b')])).to.deep.equal(['a', 'b']);
    expect(stored()).to.deep.equal(['a', 'b']);
  });

  it('refuses one and keeps the others', async () => {
    expect(await outcomes([put('a'), fail(new CommandError(2, 'no')), put('b')])).to.deep.equal(['a', 'no', 'b']);
    expect(stored()).to.deep.equal(['a', 'b']);
  });

  it('keeps the others when one breaks before it has changed anything', async () => {
    expect(await outcomes([put('a'), fail(new TypeError('broken')), put('b')])).to.deep.equal(['a', 'broken', 'b']);
    expect(stored()).to.deep.equal(['a', 'b']);
  });

  it('undoes all when one breaks half-way', async () => {
    const half = (): string => {
      put('half')();
      throw new TypeError('broken');
    };
    expect(await outcomes([put('a'), half, put('b')])).to.deep.equal(['broken', 'broken', 'broken']);
    expect(stored()).to.deep.equal([]);
    expect(await outcomes([put('c')])).to.deep.equal(['c']);
  });
});
