import Joi from 'joi';
import { authoriseDesign, deploy, Refusal, type DeploymentFile, type StoredDeployment } from '../../engine/index.ts';
import { problemIn } from '../../views/presenters/model-problem.ts';
import { askedLocale } from '../asked-locale.ts';
import { filesSchema, keptFiles } from '../deployment-files.ts';
import { operation } from '../operation.ts';

type DeployBody = { name: string; files: DeploymentFile[]; checkOnly: boolean };

const summary = ({ id, sequence, name, deployedAt, deployedBy, definitions }: Omit<StoredDeployment, 'files'>) => ({
  id,
  sequence,
  name,
  deployedAt,
  deployedBy,
  definitions,
});

export const deployOperation = operation<unknown, unknown, DeployBody>({
  method: 'post',
  path: '/deployments',
  summary: 'Deploy BPMN, DMN and form files together as one version, or only check them',
  access: 'signedIn',
  bodyLimit: 4,
  schemas: {
    body: Joi.object({
      name: Joi.string().trim().min(1).max(100).required(),
      files: filesSchema.min(1).required(),
      checkOnly: Joi.boolean().default(false),
    }),
  },
  async handle(context, { body, command, request }) {
    const files = keptFiles(body.files);
    const { deployment, isRepeat, problems } = await deploy(context, { ...command, ...body, files });
    return {
      status: deployment && !isRepeat ? 201 : 200,
      body: {
        ...(deployment && { deployment: summary(deployment) }),
        isRepeat,
        problems: problems.map(problemIn(askedLocale(request))),
      },
      ...(deployment && { location: `/api/v1/deployments/${deployment.id}` }),
    };
  },
});

export const listDeploymentsOperation = operation<unknown, { after?: number; limit: number }>({
  method: 'get',
  path: '/deployments',
  summary: 'Deployments with the process versions they hold, newest first, paged by sequence',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      after: Joi.number().integer().min(1),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle({ readers }, { query, actor }) {
    authoriseDesign(actor);
    const deployments = await readers.deployments(query.after, query.limit);
    const last = deployments.length === query.limit ? deployments.at(-1)?.sequence : undefined;
    return { body: { deployments, next: last ?? null } };
  },
});

export const showDeployment = operation<{ deploymentId: string }>({
  method: 'get',
  path: '/deployments/:deploymentId',
  summary: 'A deployment with its files exactly as they were given',
  access: 'signedIn',
  schemas: {
    params: Joi.object({
      deploymentId: Joi.string()
        .pattern(/^[\w-]{1,60}$/, 'deployment id')
        .required(),
    }),
  },
  async handle({ readers }, { params, actor }) {
    authoriseDesign(actor);
    const deployment = await readers.deployment(params.deploymentId);
    if (!deployment)
      throw new Refusal('DEFINITION_NOT_FOUND', `There is no deployment '${params.deploymentId}'.`, { ...params });
    return { body: deployment };
  },
});
