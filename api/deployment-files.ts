/** Files of a deployment as they come over HTTP. */
import Joi from 'joi';
import type { DeploymentFile } from '../engine/index.ts';
import { EdgeRefusal } from './problem.ts';

const fileBody = Joi.object({
  name: Joi.string()
    .max(200)
    .pattern(/^(?!\/)(?!.*\.\.)[^\p{Cc}\\]+\.(?:bpmn|dmn|form|bpmn20\.xml|bpmn2|xml)$/u, 'file name such as flow.bpmn')
    .required(),
  content: Joi.string().required(),
});

/** Up to a hundred files with distinct names. */
export const filesSchema = Joi.array().items(fileBody).max(100).unique('name');

/** BPMN files of other tools come under several endings; inside, they are all `.bpmn`. */
const withOwnEnding = ({ name, content }: DeploymentFile): DeploymentFile => ({
  name: name.replace(/\.(?:bpmn20\.xml|bpmn2|xml)$/, '.bpmn'),
  content,
});

/** The files under the names they are kept by. Refuses with `INVALID_REQUEST` when two would share one. */
export const keptFiles = (given: readonly DeploymentFile[]): DeploymentFile[] => {
  const files = given.map(withOwnEnding);
  const twice = files.find(({ name }, index) => files.findIndex((file) => file.name === name) !== index);
  if (!twice) return files;
  throw new EdgeRefusal('INVALID_REQUEST', `Two files would both be kept as '${twice.name}'; give one another name.`, {
    problems: [{ in: 'body', field: 'files', message: `"files" has '${twice.name}' twice` }],
  });
};
