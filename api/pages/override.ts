/** The override panel of one case: choose, see what it would do, confirm, take back. Works without scripts. */
import Joi from 'joi';
import {
  applyOverride,
  listOverrides,
  overrideActions,
  previewOverride,
  readDiagram,
  viewCase,
  viewDiagram,
  viewStuck,
  type Actor,
  type Case,
  type OverrideAction,
} from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { diagramsBeside } from '../../views/presenters/override-diagrams.ts';
import {
  overrideModel,
  overrideTitle,
  type OverrideAround,
  type OverrideFound,
} from '../../views/presenters/override.ts';
import type { ApiContext } from '../operation.ts';
import { withOtherId } from '../other-case.ts';
import { reasonSchema } from '../override-schema.ts';
import { requestIn, requestOf, type FormFields } from './override-form.ts';
import { page, type PageReply } from './page.ts';
import { peopleWithin } from './people-within.ts';

type CaseParams = { caseId: string };

const params = Joi.object({
  caseId: caseIdOrNumberSchema.required(),
});

const action = Joi.valid(...overrideActions).empty('');
const requestText = Joi.string().max(100_000);

const shown = async (
  context: ApiContext,
  actor: Actor,
  current: Case,
  around: OverrideAround,
  more: Pick<OverrideFound, 'chosen' | 'preview' | 'undo' | 'diagrams' | 'reason'>,
): Promise<PageReply> => {
  const [{ offers }, stuck, people] = await Promise.all([
    listOverrides(context, actor, current.id),
    viewStuck(context, actor, current.id),
    peopleWithin(context, actor, current.contact.centre),
  ]);
  return {
    template: 'pages/override',
    title: overrideTitle(current, around.t),
    bundles: ['override'],
    model: {
      ...overrideModel({ current, offers, stuck, people, ...more }, around),
      commandKey: context.newId(),
    },
  };
};

const refsOf = (current: Case): string[] => [
  ...new Set(
    current.runs
      .filter(({ execution }) => execution.status === 'running')
      .map(({ definition }) => `${definition.key}:${definition.version}`),
  ),
];

export const overridePage = page<CaseParams, { action?: OverrideAction; undo?: string }>({
  method: 'get',
  path: '/cases/:caseId/override',
  access: 'signedIn',
  schemas: { params, query: Joi.object({ action, undo: requestText }) },
  async handle(context, { params: { caseId }, query, actor, reader, t, command }) {
    const current = await viewCase(context, actor, caseId);
    const around = { organisation: context.organisation, reader, t, now: command.at };
    return shown(context, actor, current, around, {
      ...(query.action !== undefined && { chosen: query.action }),
      ...(query.undo !== undefined && { undo: requestIn(query.undo) }),
    });
  },
});

export const previewOverrideForm = page<CaseParams, unknown, FormFields & { reason?: string }>({
  method: 'post',
  path: '/cases/:caseId/override/preview',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ action: action.required(), reason: reasonSchema.required() }).unknown(true) },
  async handle(context, { params: { caseId }, body: { reason = '', ...fields }, actor, command, reader, t }) {
    const current = await viewCase(context, actor, caseId);
    const request = await withOtherId(context, requestOf(fields, reader.timeZone));
    const { at } = command;
    const preview = await previewOverride(context, { actor, at, caseId: current.id, reason, request });
    const drawn = await Promise.all(
      refsOf(current).map(async (ref) => ({ ref, diagram: await readDiagram((await viewDiagram(context, ref)).xml) })),
    );
    const around = { organisation: context.organisation, reader, t, now: at };
    return shown(context, actor, current, around, {
      chosen: request.action,
      preview: { ...preview, request },
      diagrams: diagramsBeside(drawn, preview.effect, around),
      reason,
    });
  },
});

type Confirmed = { request: string; reason: string; rev?: number };

export const overrideForm = page<CaseParams, unknown, Confirmed>({
  method: 'post',
  path: '/cases/:caseId/override',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      request: requestText.required(),
      reason: reasonSchema.required(),
      rev: Joi.number().integer().min(0),
    }),
  },
  async handle(context, { params: { caseId }, body: { request, reason, rev }, command, t }) {
    const asked = requestIn(request);
    const current = await viewCase(context, command.actor, caseId);
    const answer = await applyOverride(context, {
      ...command,
      caseId: current.id,
      reason,
      request: asked,
      ...(rev !== undefined && { expectedRev: rev }),
    });
    const undo = answer.undo ? `?undo=${encodeURIComponent(JSON.stringify(answer.undo))}` : '';
    return {
      redirect: `/cases/${answer.caseNumber}/override${undo}`,
      flash: {
        kind: 'success',
        key: 'flash.overridden',
        values: { action: t(`override.action.${asked.action}`), number: answer.caseNumber },
      },
    };
  },
});
