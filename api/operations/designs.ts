/** Designs: files of a process that are being worked on, with their history, until they are deployed. */
import { setImmediate as breathe } from 'node:timers/promises';
import Joi from 'joi';
import {
  deployDesign,
  discardDesign,
  listDesigns,
  listDesignStates,
  openDesign,
  saveDesign,
  viewDesign,
  runTrial,
  viewDesignState,
  type DeploymentFile,
  type OpenDesign,
  type WorkingCalendar,
} from '../../engine/index.ts';
import { problemIn } from '../../views/presenters/model-problem.ts';
import { askedLocale } from '../asked-locale.ts';
import { calendarContent, calendarId } from '../calendar-schema.ts';
import { filesSchema, keptFiles } from '../deployment-files.ts';
import { operation, type Operation } from '../operation.ts';
import { decodeKey, encodeKey } from '../page-key.ts';
import { EdgeRefusal } from '../problem.ts';
import { definitionRef } from './definitions.ts';

const designId = Joi.string().pattern(/^[\w-]{1,60}$/, 'design id');
const designParams = Joi.object({ designId: designId.required() });
const designName = Joi.string().trim().min(1).max(100);
const limit = Joi.number().integer().min(1).max(200).default(50);

type DesignParams = { designId: string };

const listDesignsOperation = operation<unknown, { after?: string; limit: number }>({
  method: 'get',
  path: '/designs',
  summary: 'Own and shared designs, last saved first, paged by key',
  access: 'signedIn',
  schemas: { query: Joi.object({ after: Joi.string().max(300), limit }) },
  async handle(context, { query, actor }) {
    const [savedAt, id] = query.after === undefined ? [] : decodeKey(query.after, 2);
    const { designs, total } = await listDesigns(context, actor, {
      limit: query.limit,
      ...(savedAt !== undefined && id !== undefined && { after: { savedAt: new Date(savedAt), id } }),
    });
    const last = designs.length === query.limit ? designs.at(-1) : undefined;
    return { body: { designs, total, next: last ? encodeKey([last.savedAt.toISOString(), last.id]) : null } };
  },
});

const openDesignOperation = operation<unknown, unknown, Pick<OpenDesign, 'name' | 'from' | 'files' | 'isShared'>>({
  method: 'post',
  path: '/designs',
  summary: 'Begin a design: with the files of a deployment, with given files, or empty',
  access: 'signedIn',
  bodyLimit: 4,
  schemas: {
    body: Joi.object({
      name: designName,
      from: Joi.object({
        deploymentId: Joi.string().pattern(/^[\w-]{1,60}$/, 'deployment id'),
        ref: definitionRef,
      }).xor('deploymentId', 'ref'),
      files: filesSchema,
      isShared: Joi.boolean(),
    }).oxor('from', 'files'),
  },
  async handle(context, { body, command }) {
    const { files } = body;
    const { design, isRepeat } = await openDesign(context, {
      ...command,
      ...body,
      ...(files && { files: keptFiles(files) }),
    });
    return {
      status: isRepeat ? 200 : 201,
      body: design,
      etag: String(design.rev),
      location: `/api/v1/designs/${design.id}`,
    };
  },
});

const showDesign = operation<DesignParams>({
  method: 'get',
  path: '/designs/:designId',
  summary: 'A design with its files',
  access: 'signedIn',
  schemas: { params: designParams },
  async handle(context, { params, actor }) {
    const design = await viewDesign(context, actor, params.designId);
    return { body: design, etag: String(design.rev) };
  },
});

type SaveBody = { name?: string; files?: DeploymentFile[]; isShared?: boolean; keepState?: boolean };

const saveDesignOperation = operation<DesignParams, unknown, SaveBody>({
  method: 'put',
  path: '/designs/:designId',
  summary: 'Save a design on the revision it was loaded with; the state before is kept in its history',
  access: 'signedIn',
  bodyLimit: 4,
  schemas: {
    params: designParams,
    body: Joi.object({ name: designName, files: filesSchema, isShared: Joi.boolean(), keepState: Joi.boolean() }),
  },
  async handle(context, { params, body, command }) {
    const { expectedRev } = command;
    if (expectedRev === undefined)
      throw new EdgeRefusal(
        'INVALID_REQUEST',
        'The header If-Match is needed to save a design: the ETag of the revision the changes were made on.',
      );
    const { files } = body;
    const saved = await saveDesign(context, {
      ...command,
      ...body,
      ...params,
      expectedRev,
      ...(files && { files: keptFiles(files) }),
    });
    const { files: _, ...summary } = saved;
    return { body: summary, etag: String(saved.rev) };
  },
});

const discardDesignOperation = operation<DesignParams>({
  method: 'delete',
  path: '/designs/:designId',
  summary: 'Discard a design and its history; what was deployed stays',
  access: 'signedIn',
  schemas: { params: designParams },
  async handle(context, { params, command }) {
    await discardDesign(context, { ...command, ...params });
    return {};
  },
});

const deployDesignOperation = operation<DesignParams>({
  method: 'post',
  path: '/designs/:designId/deploy',
  summary: 'Deploy a design as the next version; running cases stay on theirs',
  access: 'signedIn',
  schemas: { params: designParams },
  async handle(context, { params, command, request }) {
    const { deployment, isRepeat, problems: found, rev } = await deployDesign(context, { ...command, ...params });
    const problems = found.map(problemIn(askedLocale(request)));
    const { files: _, ...summary } = deployment ?? { files: [] };
    return { status: isRepeat ? 200 : 201, body: { deployment: summary, isRepeat, problems, rev }, etag: String(rev) };
  },
});

type TrialBody = { key?: string; limit: number; calendars?: WorkingCalendar[] };

const trialOperation = operation<DesignParams, unknown, TrialBody>({
  method: 'post',
  path: '/designs/:designId/trial',
  summary: 'Let the last finished cases happen again on a design, beside the version in force; stores nothing',
  access: 'signedIn',
  schemas: {
    params: designParams,
    body: Joi.object({
      key: Joi.string().max(200).description('Which process of the design; default the first'),
      limit: Joi.number().integer().min(1).max(5000).default(500),
      calendars: Joi.array()
        .items(Joi.object({ id: calendarId.required(), ...calendarContent }))
        .max(50)
        .unique('id')
        .description('Working calendars as they would be; changed ones take the place of those in force'),
    }),
  },
  handle: async (context, { params, body, actor }) => ({
    body: await runTrial(context, { actor, breathe: () => breathe(), ...params, ...body }),
  }),
});

const listDesignStatesOperation = operation<DesignParams, { after?: number; limit: number }>({
  method: 'get',
  path: '/designs/:designId/history',
  summary: 'Earlier states of a design that were kept, newest first, paged by revision',
  access: 'signedIn',
  schemas: { params: designParams, query: Joi.object({ after: Joi.number().integer().min(1), limit }) },
  async handle(context, { params, query, actor }) {
    const states = await listDesignStates(context, actor, params.designId, query.after, query.limit);
    return { body: { states, next: states.length < query.limit ? null : (states.at(-1)?.rev ?? null) } };
  },
});

const showDesignState = operation<DesignParams & { rev: number }>({
  method: 'get',
  path: '/designs/:designId/history/:rev',
  summary: 'One earlier state of a design with its files',
  access: 'signedIn',
  schemas: { params: designParams.keys({ rev: Joi.number().integer().min(1).required() }) },
  handle: async (context, { params, actor }) => ({
    body: await viewDesignState(context, actor, params.designId, params.rev),
  }),
});

export const designOperations: readonly Operation[] = [
  deployDesignOperation,
  discardDesignOperation,
  listDesignsOperation,
  listDesignStatesOperation,
  openDesignOperation,
  saveDesignOperation,
  showDesign,
  showDesignState,
  trialOperation,
];
