/** Shift handover: the logs of one's nodes, and one log whose items the next shift takes over one by one (requirement O4). */
import Joi from 'joi';
import {
  acknowledgeItem,
  addHandoverItem,
  centresToRegisterFor,
  closeHandover,
  listHandovers,
  namePeople,
  openHandover,
  viewCase,
  viewHandover,
  viewShifts,
  type ShiftPlan,
} from '../../engine/index.ts';
import { handoverLine, handoverModel, peopleIn, shiftChoices } from '../../views/presenters/handover.ts';
import { centreName } from '../../views/presenters/centre-name.ts';
import { dateSchema } from '../moment-schema.ts';
import type { Values } from '../../views/texts.ts';
import { page, type PageCall, type PageReply } from './page.ts';

const id = Joi.string().pattern(/^[\w-]{1,60}$/, 'letters, digits and dashes');
const params = Joi.object({
  handoverId: Joi.string()
    .pattern(/^[\w:-]{1,140}$/, 'handover id')
    .required(),
});
const shown = 30;

type Params = { handoverId: string };

export const handoversPage = page<unknown, { node?: string }>({
  method: 'get',
  path: '/handover',
  access: 'signedIn',
  schemas: { query: Joi.object({ node: id }) },
  async handle(context, { query, actor, reader, t, command }) {
    const { organisation } = context;
    const centres = centresToRegisterFor(actor, organisation);
    const node = query.node ?? centres[0];
    const [{ handovers }, plan] = await Promise.all([
      listHandovers(context, actor, { limit: shown, ...(query.node !== undefined && { node: query.node }) }),
      node === undefined ? undefined : viewShifts(context, actor, node),
    ]);
    const plans = new Map<string, ShiftPlan>();
    for (const place of new Set(handovers.map((handover) => handover.node)))
      plans.set(place, await viewShifts(context, actor, place));
    const personOf = await namePeople(
      context,
      handovers.flatMap(({ givers }) => givers),
    );
    const around = { organisation, reader, t, personOf };
    return {
      template: 'pages/handovers',
      title: t('handover.title'),
      model: {
        logs: handovers.map((handover) => handoverLine(handover, plans.get(handover.node), around)),
        node,
        centres: centres.map((value) => ({
          value,
          label: centreName(organisation, value, reader.locale),
          isCurrent: value === node,
        })),
        hasCentres: centres.length > 1,
        ...shiftChoices(plan, command.at, reader),
        commandKey: context.newId(),
      },
    };
  },
});

export const openHandoverForm = page<unknown, unknown, { node: string; shiftId: string; date: string }>({
  method: 'post',
  path: '/handover',
  access: 'signedIn',
  schemas: { body: Joi.object({ node: id.required(), shiftId: id.required(), date: dateSchema().required() }) },
  async handle(context, { body, command }) {
    const { record } = await openHandover(context, { ...command, ...body });
    return { redirect: `/handover/${record.id}`, flash: { kind: 'success', key: 'flash.handoverOpened' } };
  },
});

export const handoverPage = page<Params>({
  method: 'get',
  path: '/handover/:handoverId',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { handoverId }, actor, reader, t, command }) {
    const handover = await viewHandover(context, actor, handoverId);
    const plan = await viewShifts(context, actor, handover.node);
    const log = handoverModel(handover, plan, actor.id, {
      organisation: context.organisation,
      reader,
      t,
      now: command.at,
      personOf: await namePeople(context, peopleIn(handover)),
    });
    return {
      template: 'pages/handover',
      title: `${handover.date} · ${t('handover.title')}`,
      bundles: ['handover'],
      model: { log, commandKey: context.newId() },
    };
  },
});

/** A script stays where it is and asks for the page again; a browser without comes back to the item. */
const back = (
  { request, t }: PageCall<unknown, unknown, unknown>,
  handoverId: string,
  { key, values }: { readonly key: string; readonly values?: Values },
  place = '',
): PageReply =>
  request.accepts(['html', 'json']) === 'json'
    ? { json: { message: t(key, values) } }
    : { redirect: `/handover/${handoverId}${place}`, flash: { kind: 'success', key, ...(values && { values }) } };

type ItemBody = { kind: 'hardQuestion' | 'note' | 'callback'; text: string; caseId?: string };

export const addItemForm = page<Params, unknown, ItemBody>({
  method: 'post',
  path: '/handover/:handoverId/items',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      kind: Joi.valid('hardQuestion', 'note', 'callback').required(),
      text: Joi.string().trim().min(1).max(4000).required(),
      caseId: id.empty(''),
    }),
  },
  async handle(context, call) {
    const {
      params: { handoverId },
      body: { caseId, ...body },
      actor,
      command,
    } = call;
    const about = caseId === undefined ? undefined : await viewCase(context, actor, caseId);
    const subject = about ? { caseId: about.id, caseNumber: about.number } : {};
    const { record } = await addHandoverItem(context, { ...command, ...body, ...subject, id: handoverId });
    return back(call, handoverId, { key: 'flash.itemAdded' }, `#item-${record.items.at(-1)?.id ?? ''}`);
  },
});

export const takeItemForm = page<Params, unknown, { itemId: string; remark?: string }>({
  method: 'post',
  path: '/handover/:handoverId/take',
  access: 'signedIn',
  schemas: { params, body: Joi.object({ itemId: id.required(), remark: Joi.string().trim().max(1000).empty('') }) },
  async handle(context, call) {
    const {
      params: { handoverId },
      body,
      actor,
      command,
    } = call;
    const { record } = await acknowledgeItem(context, { ...command, ...body, id: handoverId });
    const who = record.items.find((item) => item.id === body.itemId)?.acknowledgedBy;
    const place = `#item-${body.itemId}`;
    if (who === undefined || who === actor.id) return back(call, handoverId, { key: 'flash.itemTaken' }, place);
    return back(
      call,
      handoverId,
      { key: 'flash.takenByOther', values: { who: (await namePeople(context, [who]))(who) } },
      place,
    );
  },
});

export const closeHandoverForm = page<Params>({
  method: 'post',
  path: '/handover/:handoverId/close',
  access: 'signedIn',
  schemas: { params, body: Joi.object({}) },
  async handle(context, call) {
    const {
      params: { handoverId },
      command,
    } = call;
    await closeHandover(context, { ...command, id: handoverId });
    return back(call, handoverId, { key: 'flash.handoverClosed' });
  },
});
