/** When the demo's complaints arrive: their own order and rhythm, drawn together into the demo's time span. */
import type { Contact, Data } from '../engine/index.ts';
import type { Arrival } from './simulation.ts';

/** Sorted by time; what the file said about when is kept in the case file as `sourceReceivedAt`. */
export const arrivalsOf = (
  complaints: readonly (Contact & { readonly definitionKey: string; readonly data?: Data })[],
  from: Date,
  until: Date,
): Arrival[] => {
  const moments = complaints.map(({ receivedAt }) => receivedAt.getTime());
  const first = moments.reduce((left, right) => Math.min(left, right), Infinity);
  const last = moments.reduce((left, right) => Math.max(left, right), -Infinity);
  const span = Math.max(1, last - first);
  return complaints
    .map(({ definitionKey, data, receivedAt, ...contact }) => {
      const share = (receivedAt.getTime() - first) / span;
      const at = new Date(Math.round(from.getTime() + share * (until.getTime() - from.getTime())));
      return {
        at,
        definitionKey,
        contact: { ...contact, receivedAt: at },
        data: { ...data, sourceReceivedAt: receivedAt.toISOString() },
      };
    })
    .toSorted((left, right) => left.at.getTime() - right.at.getTime());
};
