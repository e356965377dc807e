/** The deployed processes, and one version with how many cases stand at each of its elements. */
import Joi from 'joi';
import {
  countElements,
  listProcesses,
  listVersions,
  readDiagram,
  viewDefinition,
  viewDiagram,
} from '../../engine/index.ts';
import { processesModel, processModel } from '../../views/presenters/process.ts';
import { definitionRef } from '../operations/definitions.ts';
import { page } from './page.ts';

const versionsShown = 20;

export const processesPage = page({
  method: 'get',
  path: '/processes',
  access: 'signedIn',
  schemas: {},
  async handle(context, { reader, t }) {
    return {
      template: 'pages/processes',
      title: t('process.title'),
      bundles: ['board'],
      model: processesModel(await listProcesses(context), reader),
    };
  },
});

export const processPage = page<{ ref: string }, { centre?: string }>({
  method: 'get',
  path: '/processes/:ref',
  access: 'signedIn',
  schemas: {
    params: Joi.object({ ref: definitionRef.required() }),
    query: Joi.object({ centre: Joi.string().max(100).empty('') }),
  },
  async handle(context, { params, query, actor, reader, t }) {
    const [view, { ref, xml }, counted] = await Promise.all([
      viewDefinition(context, params.ref),
      viewDiagram(context, params.ref),
      countElements(context, actor, { ref: params.ref, ...query }),
    ]);
    const [versions, diagram] = await Promise.all([
      listVersions(context, view.key, undefined, versionsShown),
      readDiagram(xml),
    ]);
    return {
      template: 'pages/process',
      title: `${t('process.title')} · ${ref}`,
      bundles: ['board'],
      model: processModel(
        { view, ref, diagram, elements: counted.elements, versions, ...query },
        { organisation: context.organisation, reader, t },
      ),
    };
  },
});
