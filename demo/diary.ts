/** What will happen at a moment of the simulated time, in the order of time. */
import type { Context } from '../engine/index.ts';

export type Deed = (context: Context, at: Date) => Promise<void>;

export type Diary = {
  note(at: Date, deed: Deed): void;
  nextAt(): Date | undefined;
  /** Takes everything due, in order; what was noted for one moment comes in the order of noting. */
  takeDue(now: Date): Deed[];
};

export const openDiary = (): Diary => {
  const notes: { readonly at: Date; readonly deed: Deed }[] = [];
  return {
    note(at, deed) {
      let place = notes.length;
      while (place > 0 && notes[place - 1]!.at > at) place -= 1;
      notes.splice(place, 0, { at, deed });
    },
    nextAt: () => notes[0]?.at,
    takeDue(now) {
      const end = notes.findIndex(({ at }) => at > now);
      return notes.splice(0, end < 0 ? notes.length : end).map(({ deed }) => deed);
    },
  };
};
