/** What can be done from the worklist: claim and release, one task or a selection, and filters kept under a name. */
import Joi from 'joi';
import {
  caseIdOf,
  claimTask,
  Refusal,
  releaseTask,
  removeFilter,
  saveFilter,
  type WorklistQuery,
} from '../../engine/index.ts';
import { worklistHref } from '../../views/presenters/worklist.ts';
import { delegateHref } from './delegate.ts';
import { ownPath, page, type PageReply } from './page.ts';
import { taskId } from './task-id.ts';
import { worklistQuerySchema } from './worklist.ts';

const verbs = { claim: claimTask, release: releaseTask };
type Verb = keyof typeof verbs;
const flashOf: Readonly<Record<Verb, string>> = { claim: 'flash.claimed', release: 'flash.released' };

type Selection = { action?: Verb | 'delegate'; taskId: string[]; claim?: string; release?: string; next?: string };

/** A row's own button goes before what is ticked. */
const wanted = ({
  action,
  taskId: ticked,
  claim,
  release,
}: Selection): { action: Verb | 'delegate'; ids: readonly string[] } => {
  if (claim !== undefined) return { action: 'claim', ids: [claim] };
  if (release !== undefined) return { action: 'release', ids: [release] };
  return { action: action ?? 'claim', ids: [...new Set(ticked)] };
};

/** Carries out each on its own: what one task refuses does not hold up the others. */
export const worklistSelection = page<unknown, unknown, Selection>({
  method: 'post',
  path: '/worklist/selection',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      action: Joi.valid('claim', 'release', 'delegate'),
      claim: taskId,
      release: taskId,
      taskId: Joi.array().items(taskId).single().max(200).default([]),
      next: Joi.string().max(2000),
    }).or('action', 'claim', 'release'),
  },
  async handle(context, { body, command, request }): Promise<PageReply> {
    const { key, ...base } = command;
    const { action, ids } = wanted(body);
    const next = ownPath(body.next ?? '/worklist');
    if (action === 'delegate') return { redirect: ids.length > 0 ? delegateHref(ids, next) : next };
    const refusals: string[] = [];
    for (const id of ids) {
      const itemKey = key === undefined ? {} : { key: `${key}:${id}` };
      try {
        await verbs[action](context, { ...base, ...itemKey, caseId: caseIdOf(id), taskId: id });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.push(error.message);
      }
    }
    const done = ids.length - refusals.length;
    if (request.accepts(['html', 'json']) === 'json') return { json: { done, refusals } };
    const flash =
      refusals.length > 0
        ? { kind: 'problem' as const, key: 'flash.selectionPartly', values: { done, refused: refusals.length } }
        : { kind: 'success' as const, key: flashOf[action], values: { count: done } };
    return { redirect: next, flash };
  },
});

type FilterForm = WorklistQuery & { name: string; isShared?: string };

export const saveFilterForm = page<unknown, unknown, FilterForm>({
  method: 'post',
  path: '/worklist/filters',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      ...worklistQuerySchema,
      name: Joi.string().trim().min(1).max(60).required(),
      isShared: Joi.valid('yes'),
    }),
  },
  async handle(context, { body: { name, isShared, ...query }, command }) {
    await saveFilter(context, { ...command, name, query, isShared: isShared === 'yes' });
    return { redirect: worklistHref(query), flash: { kind: 'success', key: 'flash.filterSaved', values: { name } } };
  },
});

export const removeFilterForm = page<unknown, unknown, { filterId: string }>({
  method: 'post',
  path: '/worklist/filters/remove',
  access: 'signedIn',
  schemas: { body: Joi.object({ filterId: Joi.string().max(300).required() }) },
  async handle(context, { body, command }) {
    await removeFilter(context, { ...command, filterId: body.filterId });
    return { redirect: '/worklist', flash: { kind: 'success', key: 'flash.filterRemoved' } };
  },
});
