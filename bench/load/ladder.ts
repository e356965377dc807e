/** Four tiers and nothing else: the part of the complaint process that every executor can run, so that they can be compared. */
import { readdirSync, readFileSync } from 'node:fs';
import { deploy, systemActor, type Context, type DeploymentFile } from '../../engine/index.ts';

const folder = 'bench/ladder';

export const ladderSource = `${folder}/ladder.bpmn`;

export const ladderFiles = (): DeploymentFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(bpmn|form)$/.test(name))
    .map((name) => ({ name, content: readFileSync(`${folder}/${name}`, 'utf8') }));

/** Afterwards cases can be registered with the definition key `ladder`. */
export const deployLadder = async (context: Context): Promise<void> => {
  await deploy(context, { actor: systemActor, at: new Date(), name: 'ladder', files: ladderFiles() });
};
