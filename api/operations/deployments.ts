import Joi from 'joi';
import { authoriseDesign, deploy, Refusal, type DeploymentFile, type StoredDeployment } from '../../engine/index.ts';
import { operation } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';

const fileBody = Joi.object({
  name: Joi.string()
    .max(200)
    .pattern(/^(?!\/)(?!.*\.\.)[^\p{Cc}\\]+\.(?:bpmn|dmn|form|bpmn20\.xml|bpmn2|xml)$/u, 'file name such as flow.bpmn')
    .required(),
  content: Joi.string().required(),
});

type DeployBody = { name: string; files: DeploymentFile[]; checkOnly: boolean };

/** BPMN files of other tools come under several endings; inside, they are all `.bpmn`. */
const withOwnEnding = ({ name, content }: DeploymentFile): DeploymentFile => ({
  name: name.replace(/\.(?:bpmn20\.xml|bpmn2|xml)$/, '.bpmn'),
  content,
});

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
      files: Joi.array().items(fileBody).min(1).max(100).unique('name').required(),
      checkOnly: Joi.boolean().default(false),
    }),
  },
  async handle(context, { body, command }) {
    const files = body.files.map(withOwnEnding);
    const twice = files.find(({ name }, index) => files.findIndex((file) => file.name === name) !== index);
    if (twice)
      throw new EdgeRefusal(
        'INVALID_REQUEST',
        `Two files would both be kept as '${twice.name}'; give one another name.`,
        {
          problems: [{ in: 'body', field: 'files', message: `"files" has '${twice.name}' twice` }],
        },
      );
    const { deployment, isRepeat, problems } = await deploy(context, { ...command, ...body, files });
    return {
      status: deployment && !isRepeat ? 201 : 200,
      body: { ...(deployment && { deployment: summary(deployment) }), isRepeat, problems },
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
