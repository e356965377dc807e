/** Sees to it that every shift that ends has its log, also when nobody opens one. */
import { systemActor } from '../case/actor.ts';
import { openHandover, type HandoverContext } from './keep-handover.ts';
import { shiftsAround } from './shift.ts';

/** One round; resolves to how many logs were opened. Only the shift that ended last gets one: earlier ones flow into it. */
export const openDueHandovers = async (context: HandoverContext, at: Date): Promise<number> => {
  let opened = 0;
  for (const plan of await context.workPlan.allShiftPlans()) {
    const ended = shiftsAround(plan, at)
      .filter(({ endsAt }) => endsAt <= at)
      .toSorted((left, right) => left.endsAt.getTime() - right.endsAt.getTime())
      .at(-1);
    const last = ended && (await context.workPlan.handoverBefore(plan.id, new Date(8.64e15)));
    if (!ended || (last && last.endsAt >= ended.endsAt)) continue;
    const { shift, date } = ended;
    await openHandover(context, { actor: systemActor, at, node: plan.id, shiftId: shift.id, date });
    opened += 1;
  }
  return opened;
};
