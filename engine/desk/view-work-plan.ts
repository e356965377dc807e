/** Reading shifts, rosters, absences and handover logs: for the people of a node and those above it. */
import type { Actor } from '../case/actor.ts';
import { maskFrom } from '../case/mask-data.ts';
import { needsPersonalDataSomewhere } from '../case/visibility.ts';
import { Refusal } from '../errors.ts';
import type { Absence, AbsenceFilter } from './absence.ts';
import type { DeskContext } from './desk-context.ts';
import { absenceNodes, authoriseReadingPlan, planNodes, requireNode } from './desk-rights.ts';
import type { Handover, HandoverFilter } from './handover.ts';
import { onDuty } from './on-duty.ts';
import type { Person } from './person.ts';
import type { RosterDay, ShiftPlan } from './shift.ts';

type Reading = Pick<DeskContext, 'workPlan' | 'people' | 'organisation'>;

/** The shifts of a node; revision 0 and none when they are not planned yet. Refuses with `NODE_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewShifts = async (
  { workPlan, organisation }: Reading,
  actor: Actor,
  node: string,
): Promise<ShiftPlan> => {
  requireNode(organisation, node);
  authoriseReadingPlan(actor, organisation, node);
  const plan = await workPlan.shiftPlans.find(node);
  return plan ?? { id: node, rev: 0, timeZone: 'Asia/Shanghai', shifts: [], pushRoles: [] };
};

/** Days of a node's roster that are kept, both dates included. Refuses with `NODE_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewRoster = async (
  { workPlan, organisation }: Reading,
  actor: Actor,
  { node, from, to }: { readonly node: string; readonly from: string; readonly to: string },
): Promise<readonly RosterDay[]> => {
  requireNode(organisation, node);
  authoriseReadingPlan(actor, organisation, node);
  return workPlan.rosterBetween(node, from, to);
};

/** Who is on duty at a node at a moment. Refuses with `NODE_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewOnDuty = (
  context: Reading,
  actor: Actor,
  { node, role, at }: { readonly node: string; readonly role?: string; readonly at: Date },
): Promise<readonly Person[]> => {
  requireNode(context.organisation, node);
  authoriseReadingPlan(actor, context.organisation, node);
  return onDuty(context, node, role, at);
};

/** A page of absences by id: one's own, and those of the nodes one leads. */
export const listAbsences = async (
  { workPlan, organisation }: Reading,
  actor: Actor,
  asked: Omit<AbsenceFilter, 'nodes' | 'ownOf'>,
): Promise<{ readonly absences: readonly Absence[]; readonly total: number }> => {
  const filter = { ...asked, nodes: absenceNodes(actor, organisation), ownOf: actor.id };
  const [absences, total] = await Promise.all([workPlan.listAbsences(filter), workPlan.countAbsences(filter)]);
  return { absences, total };
};

const handoverAs = (actor: Actor, handover: Handover): Handover =>
  needsPersonalDataSomewhere(actor) ? handover : maskFrom()(handover);

/** A page of handover logs of the actor's nodes, latest shift first. */
export const listHandovers = async (
  { workPlan, organisation }: Reading,
  actor: Actor,
  { node, ...asked }: Omit<HandoverFilter, 'nodes'> & { readonly node?: string },
): Promise<{ readonly handovers: readonly Handover[]; readonly total: number }> => {
  const nodes = planNodes(actor, organisation).filter((id) => node === undefined || id === node);
  const filter = { ...asked, nodes };
  const [handovers, total] = await Promise.all([workPlan.listHandovers(filter), workPlan.countHandovers(filter)]);
  return { handovers: handovers.map((handover) => handoverAs(actor, handover)), total };
};

/** One handover log. Refuses with `HANDOVER_NOT_FOUND`, `NOT_ALLOWED`. */
export const viewHandover = async (
  { workPlan, organisation }: Reading,
  actor: Actor,
  id: string,
): Promise<Handover> => {
  const handover = await workPlan.handovers.find(id);
  if (!handover) throw new Refusal('HANDOVER_NOT_FOUND', `There is no handover log '${id}'.`, { handoverId: id });
  authoriseReadingPlan(actor, organisation, handover.node);
  return handoverAs(actor, handover);
};
