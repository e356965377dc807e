/** The shift handover log: opened at the end of a shift, added to, acknowledged item by item by the next, closed. */
import { Refusal } from '../errors.ts';
import type { OutgoingMessage } from '../case/message.ts';
import { present } from '../present.ts';
import { changeRecord, type RecordAnswer, type RecordCommand } from './change-record.ts';
import { collectItems } from './collect-items.ts';
import type { DeskContext } from './desk-context.ts';
import { authoriseHandover, requireNode } from './desk-rights.ts';
import { carriedOver, isAcknowledged, isForOthers, type Handover, type HandoverItem } from './handover.ts';
import { rosterDayId, spanOf, type Span } from './shift.ts';

export type HandoverContext = Pick<
  DeskContext,
  'workPlan' | 'deskWork' | 'organisationJournal' | 'organisation' | 'digest' | 'people'
>;

const changing = ({ workPlan }: HandoverContext, name: string, id: string) => ({
  records: workPlan.handovers,
  name,
  kind: 'handover',
  id,
});

const requireFound = (current: Handover | undefined, id: string): Handover => {
  if (current) return current;
  throw new Refusal('HANDOVER_NOT_FOUND', `There is no handover log '${id}'.`, { handoverId: id });
};

const requireOpen = (current: Handover | undefined, id: string): Handover => {
  const handover = requireFound(current, id);
  if (handover.status === 'open') return handover;
  throw new Refusal(
    'HANDOVER_CLOSED',
    `The handover log '${id}' was closed by ${handover.closedBy}; what was left open is in the log after it.`,
    { handoverId: id },
  );
};

export type CloseHandover = RecordCommand & { readonly id: string };

/** What the manager is told about: by this log's end nobody had acknowledged it. */
const report = ({ id, node, items }: Handover, at: Date): OutgoingMessage => ({
  id: `handover:${id}`,
  caseId: '',
  caseNumber: '',
  at,
  to: [`manager-hotline@${node}`],
  template: 'handover-carried-over',
  data: {
    handoverId: id,
    items: items
      .filter((item) => !isAcknowledged(item))
      .map(({ kind, text, caseNumber, timesCarried = 0 }) => ({
        kind,
        text,
        timesCarried,
        ...present({ caseNumber }),
      })),
  },
});

/**
 * Closes a log. What nobody acknowledged is carried over into the next one and reported to the manager of the node. Closing it
 * again changes nothing. Refuses with `HANDOVER_NOT_FOUND`, `NOT_ALLOWED`, `VERSION_CONFLICT`.
 */
export const closeHandover = async (
  context: HandoverContext,
  command: CloseHandover,
): Promise<RecordAnswer<Handover>> => {
  const answer = await changeRecord(context, changing(context, 'closeHandover', command.id), command, (current) => {
    const handover = requireFound(current, command.id);
    authoriseHandover(command.actor, context.organisation, handover.node);
    if (handover.status === 'closed') return undefined;
    const { rev, ...content } = handover;
    return {
      next: { ...content, status: 'closed' as const, closedBy: command.actor.id, closedAt: command.at },
      type: 'HandoverClosed',
      nodes: [handover.node],
      changed: {
        before: { status: 'open' },
        after: {
          status: 'closed',
          closedBy: command.actor.id,
          closedAt: command.at,
          carriedOver: carriedOver(handover).map(({ id }) => id),
        },
      },
    };
  });
  if (carriedOver(answer.record).length > 0) await context.deskWork.send(report(answer.record, command.at));
  return answer;
};

export type OpenHandover = RecordCommand & {
  readonly node: string;
  readonly shiftId: string;
  /** Local date on which the shift began, `YYYY-MM-DD`. */
  readonly date: string;
};

const requireSpan = async ({ workPlan }: HandoverContext, { node, shiftId, date }: OpenHandover): Promise<Span> => {
  const plan = await workPlan.shiftPlans.find(node);
  const shift = plan?.shifts.find(({ id }) => id === shiftId);
  if (plan && shift) return spanOf(shift, date, plan.timeZone);
  throw new Refusal(
    'SHIFT_NOT_FOUND',
    `'${node}' has no shift '${shiftId}'; its shifts are ${plan?.shifts.map(({ id }) => id).join(', ') || 'not planned yet'}.`,
    { node, shiftId },
  );
};

/**
 * Opens the log of a shift with everything that is unfinished, promised or still unacknowledged from the log before, which is
 * closed. A log that is there already is answered. Refuses with `NODE_NOT_FOUND`, `SHIFT_NOT_FOUND`, `NOT_ALLOWED`,
 * `NOT_SUPPORTED` (a later log of the node is there).
 */
export const openHandover = async (
  context: HandoverContext,
  command: OpenHandover,
): Promise<RecordAnswer<Handover>> => {
  const { node, shiftId, date, actor, at } = command;
  requireNode(context.organisation, node);
  authoriseHandover(actor, context.organisation, node);
  const id = `${node}:${date}:${shiftId}`;
  const existing = await context.workPlan.handovers.find(id);
  if (existing) return { record: existing, isRepeat: true };
  const { startsAt, endsAt } = await requireSpan(context, command);
  const last = await context.workPlan.handoverBefore(node, new Date(8.64e15));
  if (last && last.endsAt > endsAt)
    throw new Refusal(
      'NOT_SUPPORTED',
      `A later handover log of '${node}' is there: '${last.id}'; what belongs to the shift goes in there.`,
      { handoverId: last.id },
    );
  const before = last && (await closeHandover(context, { actor, at, id: last.id })).record;
  const roster = await context.workPlan.rosterDays.find(rosterDayId(node, date));
  const givers = [
    ...new Set((roster?.entries ?? []).filter((entry) => entry.shiftId === shiftId).map(({ personId }) => personId)),
  ];
  const items = await collectItems(context, { node, givers, at, by: actor.id }, before ? carriedOver(before) : []);
  return changeRecord(context, changing(context, 'openHandover', id), command, (current) => {
    if (current) return undefined;
    return {
      next: {
        id,
        node,
        date,
        shiftId,
        startsAt,
        endsAt,
        givers,
        items,
        status: 'open',
        openedBy: actor.id,
        openedAt: at,
      },
      type: 'HandoverOpened',
      nodes: [node],
    };
  });
};

export type AddHandoverItem = RecordCommand & {
  readonly id: string;
  readonly kind: HandoverItem['kind'];
  readonly text: string;
  readonly caseId?: string;
  readonly caseNumber?: string;
};

/** Adds a note, a hard question or a promise. Refuses with `HANDOVER_NOT_FOUND`, `HANDOVER_CLOSED`, `NOT_ALLOWED`. */
export const addHandoverItem = (context: HandoverContext, command: AddHandoverItem): Promise<RecordAnswer<Handover>> =>
  changeRecord(context, changing(context, 'addHandoverItem', command.id), command, (current) => {
    const { actor, at, kind, text, caseId, caseNumber } = command;
    const { rev, ...handover } = requireOpen(current, command.id);
    authoriseHandover(actor, context.organisation, handover.node);
    const item: HandoverItem = {
      id: String(handover.items.reduce((last, { id }) => Math.max(last, Number(id)), 0) + 1),
      kind,
      text,
      addedBy: actor.id,
      addedAt: at,
      ...present({ caseId, caseNumber }),
    };
    return {
      next: { ...handover, items: [...handover.items, item] },
      type: 'HandoverItemAdded',
      nodes: [handover.node],
      changed: { after: item },
    };
  });

export type AcknowledgeItem = RecordCommand & {
  readonly id: string;
  readonly itemId: string;
  readonly remark?: string;
};

/**
 * Takes an item over. Those of the shift that hands over cannot, nor who added the item; acknowledging one's own acknowledgement
 * again changes nothing. Refuses with `HANDOVER_NOT_FOUND` (log or item), `HANDOVER_CLOSED`, `NOT_ALLOWED`.
 */
export const acknowledgeItem = (context: HandoverContext, command: AcknowledgeItem): Promise<RecordAnswer<Handover>> =>
  changeRecord(context, changing(context, 'acknowledgeItem', command.id), command, (current) => {
    const { actor, at, itemId, remark } = command;
    const { rev, ...handover } = requireOpen(current, command.id);
    authoriseHandover(actor, context.organisation, handover.node);
    const item = handover.items.find(({ id }) => id === itemId);
    if (!item)
      throw new Refusal('HANDOVER_NOT_FOUND', `The handover log '${command.id}' has no item '${itemId}'.`, { itemId });
    if (isAcknowledged(item)) return undefined;
    if (!isForOthers(handover, item, actor.id))
      throw new Refusal('NOT_ALLOWED', `${actor.id} hands this over; somebody of the next shift acknowledges it.`, {
        itemId,
        givers: handover.givers,
      });
    const taken = { ...item, acknowledgedBy: actor.id, acknowledgedAt: at, ...present({ remark }) };
    return {
      next: { ...handover, items: handover.items.map((one) => (one.id === itemId ? taken : one)) },
      type: 'HandoverItemAcknowledged',
      nodes: [handover.node],
      changed: { before: item, after: taken },
    };
  });
