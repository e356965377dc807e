/** The clock on the wall in Gansu: UTC+8 the whole year, no summer time. */
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const offsetMs = 8 * HOUR;

/** Hours since local midnight, with a fraction. */
export const localHour = (at: Date): number => ((at.getTime() + offsetMs) % DAY) / HOUR;

/** `YYYY-MM-DD`. */
export const localDate = (at: Date): string => new Date(at.getTime() + offsetMs).toISOString().slice(0, 10);

/** The moment of a local day at an hour. */
export const atLocalHour = (day: Date, hour: number): Date =>
  new Date(Math.floor((day.getTime() + offsetMs) / DAY) * DAY - offsetMs + hour * HOUR);

export const isWeekend = (at: Date): boolean => [0, 6].includes(new Date(at.getTime() + offsetMs).getUTCDay());

/** The same moment when offices are open (8:30 to 18:00), else within the first hours of the next morning. */
export const inOfficeHours = (at: Date, chance: number): Date => {
  const hour = localHour(at);
  if (hour >= 8.5 && hour < 18) return at;
  const morning = atLocalHour(hour < 8.5 ? at : new Date(at.getTime() + DAY), 8.5);
  return new Date(morning.getTime() + Math.floor(chance * 150) * 60_000);
};
