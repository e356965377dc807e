import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { runProgram, temporaryFolder } from './child-service.ts';

const figures = (output: string): string => output.slice(output.indexOf('tier  '), output.indexOf(' commands in'));

/** What follows the table counts entries, and these depend on ids drawn by chance. */
const table = (output: string): string[] => figures(output).split('\n').slice(0, 6);

describe('The demo, killed without warning', function () {
  this.timeout(120_000);
  const folders: string[] = [];
  const args = ['--rows', '60', '--days', '20', '--seed', '7', '--end', '2026-03-20T08:00:00Z'];
  const folder = (): string => {
    const path = temporaryFolder();
    folders.push(path);
    return path;
  };
  after(() => {
    for (const path of folders) rmSync(path, { recursive: true, force: true });
  });

  it('goes on where it stopped: nothing is lost, no timer fires twice, and the figures add up', async () => {
    const environment = { DATA_DIR: folder() };
    for (const share of [/ [23]\d %/, / [5-7]\d %/]) {
      const victim = runProgram('cli/demo', args, environment);
      await victim.says(share);
      await victim.kill('SIGKILL');
    }
    const survivor = runProgram('cli/demo', args, environment);
    expect(await survivor.exit, survivor.output()).to.equal(0);
    expect(survivor.output()).to.include('Going on with the demo');
    expect(survivor.output()).to.include('60 cases of 60 complaints: they add up');
    expect(survivor.output()).to.include('every chain is whole');
    expect(survivor.output()).to.include('No timer fired twice');
  });

  it('gives the same figures for the same seed', async () => {
    const runs = await Promise.all(
      [folder(), folder()].map(async (path) => {
        const demo = runProgram('cli/demo', args, { DATA_DIR: path });
        await demo.exit;
        return table(demo.output());
      }),
    );
    expect(runs[0]).to.deep.equal(runs[1]);
    expect(runs[0]?.join('\n')).to.match(/all\s+\d+\s+\d+/);
  });
});
