/** The designers' first page, and the workbench in which a design is edited. */
import Joi from 'joi';
import {
  authoriseDesign,
  discardDesign,
  listDesigns,
  listProcesses,
  openDesign,
  viewDesign,
  type Design,
  type DesignContext,
} from '../../engine/index.ts';
import { designRow, processRow } from '../../views/presenters/designer.ts';
import { keyedTexts } from '../../views/texts.ts';
import { definitionRef } from '../operations/definitions.ts';
import { allowEditorStyles } from './designer-policy.ts';
import { page } from './page.ts';

const designId = Joi.string()
  .pattern(/^[\w-]{1,60}$/, 'design id')
  .required();

/** Designs on the first page; older ones are found over the API. */
const shown = 100;

export const designerPage = page({
  method: 'get',
  path: '/designer',
  access: 'signedIn',
  schemas: {},
  async handle(context, { actor, reader, t }) {
    authoriseDesign(actor);
    const [processes, { designs, total }] = await Promise.all([
      listProcesses(context),
      listDesigns(context, actor, { limit: shown }),
    ]);
    return {
      template: 'pages/designer',
      title: t('designer.title'),
      model: {
        processes: processes.map((one) => processRow(one, reader.locale)),
        designs: designs.map((design) => designRow(design, actor.id)),
        hidden: total - designs.length,
        isEmpty: designs.length === 0,
      },
    };
  },
});

type OpenBody = { ref?: string; name?: string };

export const openDesignForm = page<unknown, unknown, OpenBody>({
  method: 'post',
  path: '/designer/open',
  access: 'signedIn',
  schemas: {
    body: Joi.object({ ref: definitionRef.empty(''), name: Joi.string().trim().max(100).empty('') }),
  },
  async handle(context, { command, body: { ref, name } }) {
    const { design } = await openDesign(context, {
      ...command,
      ...(ref !== undefined && { from: { ref } }),
      ...(name !== undefined && { name }),
    });
    return { redirect: `/designer/edit/${design.id}` };
  },
});

export const discardDesignForm = page<unknown, unknown, { designId: string }>({
  method: 'post',
  path: '/designer/discard',
  access: 'signedIn',
  schemas: { body: Joi.object({ designId }) },
  async handle(context, { command, body }) {
    await discardDesign(context, { ...command, ...body });
    return { redirect: '/designer', flash: { kind: 'success', key: 'flash.designDiscarded' } };
  },
});

/** The deployed process a design is compared with: the first of what it began with. */
const baseOf = async ({ readers }: DesignContext, { basedOn }: Design): Promise<string | undefined> =>
  basedOn && (await readers.deployment(basedOn.deploymentId))?.definitions[0]?.ref;

export const editDesignPage = page<{ designId: string }>({
  method: 'get',
  path: '/designer/edit/:designId',
  access: 'signedIn',
  schemas: { params: Joi.object({ designId }) },
  async handle(context, { actor, params, reader, response, t }) {
    const design = await viewDesign(context, actor, params.designId);
    allowEditorStyles(response);
    const newer = await baseOf(context, design);
    return {
      template: 'pages/designer-edit',
      title: t('designer.editTitle', { name: design.name }),
      bundles: ['designer'],
      model: {
        design,
        ...(newer !== undefined && { compareHref: `/designer/compare?left=${newer}&right=design:${design.id}` }),
        modelerTexts: keyedTexts(reader.locale, 'modeler'),
      },
    };
  },
});
