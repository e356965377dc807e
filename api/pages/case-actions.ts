/** Small acts on a case from its page or a task's: a note, up one tier, the clock stopped or going on. */
import Joi from 'joi';
import { addNote, applyOverride, pauseClock, pauseReasons, resumeClock, type CommandBase } from '../../engine/index.ts';
import { caseIdSchema } from '../case-id.ts';
import type { ApiContext } from '../operation.ts';
import { ownPath, page, type Page } from './page.ts';
import { taskId } from './task-id.ts';

type CaseParams = { caseId: string };

const params = Joi.object({
  caseId: caseIdSchema.required(),
});
const next = Joi.string().max(2000);
const reason = Joi.string().trim().max(1000).empty('');

type Act = CommandBase & CaseParams;

/** A form on a case that leads back to where it was sent from. */
const caseAct = (
  name: string,
  body: Record<string, Joi.Schema>,
  flash: string,
  act: (context: ApiContext, command: Act, body: Readonly<Record<string, string>>) => Promise<unknown>,
): Page =>
  page<CaseParams, unknown, Readonly<Record<string, string>>>({
    method: 'post',
    path: `/cases/:caseId/${name}`,
    access: 'signedIn',
    schemas: { params, body: Joi.object({ ...body, next }) },
    async handle(context, { params: { caseId }, body: sent, command }) {
      await act(context, { ...command, caseId }, sent);
      return { redirect: ownPath(sent['next'] ?? `/cases/${caseId}`), flash: { kind: 'success', key: flash } };
    },
  });

export const noteForm = caseAct(
  'notes',
  { text: Joi.string().trim().min(1).max(4000).required(), taskId },
  'flash.noted',
  (context, command, { text = '', taskId: about }) =>
    addNote(context, { ...command, text, ...(about !== undefined && { taskId: about }) }),
);

export const escalateForm = caseAct(
  'escalate',
  { reason: reason.required() },
  'flash.escalated',
  (context, command, { reason: why = '' }) =>
    applyOverride(context, { ...command, reason: why, request: { action: 'escalate' } }),
);

export const pauseForm = caseAct(
  'pause',
  { pauseReason: Joi.valid(...pauseReasons.map(({ id }) => id)).required(), reason },
  'flash.paused',
  (context, command, { pauseReason = '', reason: why }) =>
    pauseClock(context, { ...command, pauseReason, ...(why !== undefined && { reason: why }) }),
);

export const resumeForm = caseAct('resume', {}, 'flash.resumed', (context, command) => resumeClock(context, command));
