/** Who of the demo's staff does something at a moment: whoever holds the role there, is on shift and not away. */
import { systemActor, type Actor, type Organisation } from '../../engine/index.ts';
import { chanceOf } from '../chance.ts';
import { demoShiftOf } from '../demo-roster.ts';
import { demoStaff, type DemoPerson } from '../demo-staff.ts';
import { localDate, localHour } from './local-time.ts';

export type People = {
  /** Somebody for a `role@node` key, the same for the same `why`. */
  of(key: string, at: Date, why: string): Actor;
  /** The person themselves, whoever else there is. */
  byId(id: string): Actor;
  isAway(id: string, from: Date, until: Date): void;
};

const shiftAt = (at: Date): string => (['night', 'early', 'late'] as const)[Math.floor(localHour(at) / 8)]!;

const actorOf = ({ id, roles }: DemoPerson): Actor => ({ id, kind: 'user', roles });

export const gatherPeople = (organisation: Organisation): People => {
  const byKey = new Map<string, DemoPerson[]>();
  const byId = new Map<string, DemoPerson>();
  const away: { id: string; from: Date; until: Date }[] = [];
  for (const person of demoStaff(organisation)) {
    byId.set(person.id, person);
    for (const { role, node } of person.roles) {
      const key = `${role}@${node}`;
      byKey.set(key, [...(byKey.get(key) ?? []), person]);
    }
  }
  const isHere = ({ id }: DemoPerson, at: Date): boolean =>
    !away.some((absence) => absence.id === id && absence.from <= at && at < absence.until);
  return {
    of(key, at, why) {
      const holders = byKey.get(key) ?? [];
      const here = holders.filter((person) => isHere(person, at));
      const onShift = here.filter(
        (person) => demoShiftOf(person, holders.indexOf(person), localDate(at)) === shiftAt(at),
      );
      const choice = onShift.length > 0 ? onShift : here;
      const person = choice[Math.floor(chanceOf(`${why}/person`) * choice.length)];
      return person ? actorOf(person) : systemActor;
    },
    byId(id) {
      const person = byId.get(id);
      if (!person) throw new Error(`Nobody of the demo staff is called '${id}'.`);
      return actorOf(person);
    },
    isAway(id, from, until) {
      away.push({ id, from, until });
    },
  };
};
