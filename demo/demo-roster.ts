/** Shifts and a roster for the demo's staff: everybody rotates through early, late, a day off and night. */
import {
  changeRoster,
  planShifts,
  systemActor,
  type DeskContext,
  type Organisation,
  type RosterEntry,
  type Shift,
} from '../engine/index.ts';
import { demoStaff, type DemoPerson } from './demo-staff.ts';

const DAY = 24 * 60 * 60 * 1000;
const timeZone = 'Asia/Shanghai';

const shifts: readonly Shift[] = [
  { id: 'early', name: { zh: '早班', en: 'Early shift' }, start: '08:00', end: '16:00' },
  { id: 'late', name: { zh: '中班', en: 'Late shift' }, start: '16:00', end: '00:00' },
  { id: 'night', name: { zh: '夜班', en: 'Night shift' }, start: '00:00', end: '08:00' },
];

/** A night begins the day, so it comes after the free day: nobody goes from a late shift straight into a night. */
const rotation = ['early', 'late', undefined, 'night'] as const;

/** Roles that work in shifts; everybody else of a centre works the early one on weekdays. */
const rotating: ReadonlySet<string> = new Set(['junior-agent', 'senior-agent']);

/** Days since 1970: the rotation of a person goes on from day to day whenever the demo is made. */
const dayNumber = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);

/** The shift a person works on a day; none on a day off. `place` is the person's place among those of the same role. */
export const demoShiftOf = ({ roles: [holding] }: DemoPerson, place: number, date: string): string | undefined => {
  const day = dayNumber(date);
  if (rotating.has(holding?.role ?? '')) return rotation[(place + day) % rotation.length];
  // 1970-01-01 was a Thursday.
  const isWeekend = [0, 6].includes((day + 4) % 7);
  return isWeekend && place === 0 ? undefined : shifts[place % 2]?.id;
};

/** Who works a node on a day. */
export const demoRoster = (organisation: Organisation, node: string, date: string): RosterEntry[] => {
  const places = new Map<string, number>();
  return demoStaff(organisation)
    .filter(({ roles }) => roles.some((held) => held.node === node))
    .flatMap((person) => {
      const role = person.roles[0]!.role;
      const place = places.get(role) ?? 0;
      places.set(role, place + 1);
      const shiftId = demoShiftOf(person, place, date);
      return shiftId === undefined ? [] : [{ personId: person.id, shiftId }];
    });
};

/** Plans the work of every centre and the province for some days from a moment on; planning it again changes nothing. */
export const planDemoWork = async (
  context: Pick<DeskContext, 'people' | 'workPlan' | 'organisationJournal' | 'organisation' | 'digest'>,
  at: Date,
  days = 14,
): Promise<void> => {
  const nodes = [...context.organisation.values()].filter(({ kind }) => kind === 'centre' || kind === 'province');
  for (const { id: node } of nodes) {
    if (!(await context.workPlan.shiftPlans.find(node)))
      await planShifts(context, { actor: systemActor, at, node, timeZone, shifts, pushRoles: [] });
    for (let day = -1; day < days; day += 1) {
      const date = new Date(at.getTime() + day * DAY).toISOString().slice(0, 10);
      const entries = demoRoster(context.organisation, node, date);
      await changeRoster(context, { actor: systemActor, at, node, date, entries });
    }
  }
};
