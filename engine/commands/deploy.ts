import { namedCalendars } from '../case/case-calendars.ts';
import { authoriseDesign } from '../case/authorisation.ts';
import { executorProblems } from '../case/executor-of.ts';
import { canonicalJson } from '../case/journal.ts';
import type { DeploymentFile, Problem } from '../definition.ts';
import { Refusal } from '../errors.ts';
import { compileDefinition } from '../model/compile-definition.ts';
import type { Context, StoredDeployment } from '../ports.ts';
import { present } from '../present.ts';
import type { CommandBase } from './change-case.ts';

export type Deploy = CommandBase & {
  /** Under which later versions of the same files are deployed. */
  readonly name: string;
  readonly files: readonly DeploymentFile[];
  /** Only compile and say what is wrong; nothing is stored. */
  readonly checkOnly?: boolean;
  /** Leave it alone when this content was ever deployed under the name, so that later versions stay the newest. */
  readonly onlyIfNew?: boolean;
};

export type DeployAnswer = {
  /** Absent when only checked. */
  readonly deployment?: StoredDeployment;
  /** The same files are the newest deployment of this name already; nothing was stored. */
  readonly isRepeat: boolean;
  /** Warnings; when only checked, errors too. */
  readonly problems: readonly Problem[];
};

const sentence = ({ file, line, elementId, message }: Problem): string =>
  `${file}${line === undefined ? '' : `:${line}`}${elementId === undefined ? '' : ` (${elementId})`}: ${message}`;

/** Problems named in the refusal's sentence; all are in its details. */
const namedProblems = 10;

const refuse = (name: string, problems: readonly Problem[]): never => {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const more = errors.length > namedProblems ? ` … and ${errors.length - namedProblems} more` : '';
  throw new Refusal(
    'DEFINITION_REFUSED',
    `'${name}' cannot be deployed, ${errors.length} problem(s): ${errors.slice(0, namedProblems).map(sentence).join(' ')}${more}`,
    { problems },
  );
};

/**
 * Deploys a set of files as one version. Running cases stay on theirs.
 * Refuses with `NOT_ALLOWED`, and with `DEFINITION_REFUSED` listing every problem at once.
 */
export const deploy = async (context: Context, command: Deploy): Promise<DeployAnswer> => {
  authoriseDesign(command.actor);
  const { name, files, actor, at, checkOnly } = command;
  const contentHash = context.digest(canonicalJson(files));
  if (command.onlyIfNew && (await context.definitions.wasDeployed(name, contentHash)))
    return { isRepeat: true, problems: [] };
  const latest = await context.definitions.latestDeployment(name);
  const id = context.newId();
  const compiled = await compileDefinition({ id, files }, namedCalendars(context.calendars));
  const { definitions } = compiled;
  const executable = definitions.filter(({ isExecutable }) => isExecutable);
  const problems = [...compiled.problems, ...executable.flatMap((one) => executorProblems(context, one))];
  if (checkOnly) return { isRepeat: false, problems };
  if (problems.some(({ severity }) => severity === 'error')) refuse(name, problems);
  if (definitions.length === 0)
    throw new Refusal(
      'DEFINITION_REFUSED',
      `'${name}' has no process; at least one .bpmn file with a process is needed. Given: ${files.map((file) => file.name).join(', ') || 'no file'}.`,
      { problems },
    );
  if (latest?.contentHash === contentHash) return { deployment: latest, isRepeat: true, problems };
  const deployment = await context.definitions.save(
    { id, name, files, contentHash, deployedAt: at, deployedBy: actor.id },
    definitions.map(({ key, name: title, versionTag, isExecutable }) => ({
      key,
      isExecutable,
      ...present({ name: title, versionTag }),
    })),
  );
  return { deployment, isRepeat: false, problems };
};
