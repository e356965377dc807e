/** Linking a case to another one, merging it, and taking either back, from the page of the case. */
import Joi from 'joi';
import {
  chosenLinkKinds,
  linkCases,
  linkKinds,
  mergeCases,
  undoMerge,
  unlinkCases,
  viewCase,
  type ChosenLinkKind,
  type LinkKind,
} from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { ownPath, page } from './page.ts';

type CaseParams = { caseId: string };

const caseId = caseIdOrNumberSchema.required();
const params = Joi.object({ caseId });
const reason = Joi.string().trim().min(1).max(1000).required();
const next = Joi.string().max(2000);

type LinkForm = { other: string; kind: ChosenLinkKind | 'mergedInto'; reason: string; next?: string };

export const linkForm = page<CaseParams, unknown, LinkForm>({
  method: 'post',
  path: '/cases/:caseId/link',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      other: Joi.string()
        .trim()
        .pattern(/^[\w-]{1,60}$/, 'case number')
        .required(),
      kind: Joi.valid(...chosenLinkKinds, 'mergedInto').required(),
      reason,
      next,
    }),
  },
  async handle(context, { params: given, body, actor, command }) {
    const { kind, reason: why } = body;
    const other = await viewCase(
      context,
      actor,
      body.other.toUpperCase().startsWith('C-') ? body.other.toUpperCase() : body.other,
    );
    const base = { ...command, caseId: given.caseId, otherId: other.id, reason: why };
    await (kind === 'mergedInto' ? mergeCases(context, base) : linkCases(context, { ...base, kind }));
    return {
      redirect: ownPath(body.next ?? `/cases/${given.caseId}`),
      flash: {
        kind: 'success',
        key: kind === 'mergedInto' ? 'flash.merged' : 'flash.linked',
        values: { number: other.number },
      },
    };
  },
});

export const unlinkForm = page<CaseParams, unknown, { other: string; kind: LinkKind; reason: string; next?: string }>({
  method: 'post',
  path: '/cases/:caseId/unlink',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ other: caseId, kind: Joi.valid(...linkKinds).required(), reason, next }) },
  async handle(context, { params: given, body, command }) {
    const { other, kind, reason: why } = body;
    await unlinkCases(context, { ...command, caseId: given.caseId, otherId: other, kind, reason: why });
    return {
      redirect: ownPath(body.next ?? `/cases/${given.caseId}`),
      flash: { kind: 'success', key: 'flash.unlinked' },
    };
  },
});

/** On the case that was merged, whichever end it is asked for at. */
export const undoMergeForm = page<CaseParams, unknown, { reason: string; next?: string }>({
  method: 'post',
  path: '/cases/:caseId/undo-merge',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ reason, next }) },
  async handle(context, { params: given, body, command }) {
    await undoMerge(context, { ...command, caseId: given.caseId, reason: body.reason });
    return {
      redirect: ownPath(body.next ?? `/cases/${given.caseId}`),
      flash: { kind: 'success', key: 'flash.mergeUndone' },
    };
  },
});
