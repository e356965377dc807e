/** Decision tables in force: read by everybody, changed by those who may deploy; a change is a deployment of its own. */
import Joi from 'joi';
import {
  deploy,
  listDecisionFiles,
  listVersions,
  Refusal,
  viewDecisionFile,
  type ModelProblem,
  type TableChange,
} from '../../engine/index.ts';
import { decisionFileModel, decisionFilesModel } from '../../views/presenters/decision-table.ts';
import type { ApiContext } from '../operation.ts';
import { page, type PageCall, type PageReply } from './page.ts';

const params = Joi.object({
  deploymentId: Joi.string()
    .pattern(/^[\w-]{1,60}$/, 'deployment id')
    .required(),
  fileName: Joi.string().max(200).required(),
});

type FileParams = { deploymentId: string; fileName: string };
type TableForm = { act: 'check' | 'deploy' } & Record<string, string | string[]>;

const versionsShown = 20;

export const decisionsPage = page({
  method: 'get',
  path: '/decisions',
  access: 'signedIn',
  schemas: {},
  async handle(context, { reader, t }) {
    return {
      template: 'pages/decisions',
      title: t('decision.title'),
      bundles: ['board'],
      model: decisionFilesModel(await listDecisionFiles(context), reader),
    };
  },
});

const shown = async (
  context: ApiContext,
  {
    params: given,
    actor,
    reader,
    t,
  }: Pick<PageCall<FileParams, unknown, unknown>, 'params' | 'actor' | 'reader' | 't'>,
  change?: TableChange,
  problems?: readonly ModelProblem[],
): Promise<PageReply> => {
  const file = await viewDecisionFile(context, given.deploymentId, given.fileName, change);
  const key = file.deployment.definitions[0]?.key;
  const versions = key === undefined ? [] : await listVersions(context, key, undefined, versionsShown);
  return {
    template: 'pages/decision',
    title: t('decision.title'),
    bundles: ['board'],
    model: decisionFileModel({ file, versions, roles: actor.roles, ...(problems && { problems }) }, reader),
  };
};

export const decisionPage = page<FileParams>({
  method: 'get',
  path: '/decisions/:deploymentId/:fileName',
  access: 'signedIn',
  schemas: { params },
  handle: (context, call) => shown(context, call),
});

const changeIn = ({ act: _, ...fields }: TableForm): TableChange => {
  const named = (prefix: string): string[] =>
    Object.keys(fields).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  return {
    cells: Object.fromEntries(named('cell:').map((id) => [id, String(fields[`cell:${id}`])])),
    removed: named('remove:'),
    copied: named('copy:'),
  };
};

const problemsOf = (error: unknown): readonly ModelProblem[] => {
  if (!(error instanceof Refusal) || error.code !== 'DEFINITION_REFUSED') throw error;
  return (error.details['problems'] ?? []) as readonly ModelProblem[];
};

export const decisionForm = page<FileParams, unknown, TableForm>({
  method: 'post',
  path: '/decisions/:deploymentId/:fileName',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({ act: Joi.valid('check', 'deploy').required() }).pattern(
      /^(?:cell|remove|copy):.{1,200}$/,
      Joi.string().max(5000).allow(''),
    ),
  },
  async handle(context, call) {
    const { params: given, body, command } = call;
    const change = changeIn(body);
    const { files, deployment, isNewest } = await viewDecisionFile(context, given.deploymentId, given.fileName, change);
    if (!isNewest)
      throw new Refusal('VERSION_CONFLICT', `A newer version of '${deployment.name}' was deployed meanwhile.`, given);
    const { name } = deployment;
    try {
      const answer = await deploy(context, { ...command, name, files, checkOnly: body.act === 'check' });
      if (body.act === 'check') return await shown(context, call, change, answer.problems);
      const id = answer.deployment?.id ?? deployment.id;
      return {
        redirect: `/decisions/${id}/${encodeURIComponent(given.fileName)}`,
        flash: { kind: 'success', key: 'flash.decisionDeployed', values: { name } },
      };
    } catch (error) {
      return { ...(await shown(context, call, change, problemsOf(error))), status: 422 };
    }
  },
});
