/**
 * A sample of complaints in the shape of the example file, for when no file is at hand. The same seed gives the same rows; all of them are
 * clean: broken rows belong into tests, not into a demonstration.
 */
import type { Row } from './field-reader.ts';
import type { ReadRow } from './read-rows.ts';

const places = [
  ['Atlanta', 'Georgia', '30303'],
  ['Miami', 'Florida', '33101'],
  ['Sacramento', 'California', '95814'],
  ['Chicago', 'Illinois', '60602'],
  ['Nashville', 'Tennessee', '37201'],
  ['Pittsburgh', 'Pennsylvania', '15222'],
  ['Detroit', 'Michigan', '48226'],
  ['Seattle', 'Washington', '98101'],
  ['Baltimore', 'Maryland', '21201'],
  ['Newark', 'New Jersey', '07102'],
  ['Houston', 'Texas', '77002'],
  ['Salt Lake City', 'Utah', '84101'],
  ['Portland', 'Oregon', '97204'],
  ['Saint Paul', 'Minnesota', '55102'],
] as const;

const matters = [
  'Billed twice for the same month',
  'Price raised without notice',
  'Refund promised but never paid',
  'Data cap reached after a week',
  'Overage fee for data that was not used',
  'Speed far below what was advertised',
  'Throttling every evening',
  'Outage since yesterday morning',
  'Connection drops several times a day',
  'Modem replaced three times',
  'Technician did not come to the appointment',
  'Customer service hung up',
  'Contract extended without consent',
  'Channel missing from the television package',
] as const;

const callers = [
  '',
  ' at home',
  ' at our small business',
  ' for a disabled customer',
  ' after moving',
  ' again',
] as const;
const statuses = ['Solved', 'Solved', 'Closed', 'Closed', 'Open', 'Pending'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Numbers from 0 up to 1, evenly spread, given by the seed alone (mulberry32). */
const numbersFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const firstTicket = 400_000;
const yearStart = Date.UTC(2015, 0, 1);
const secondsPerYear = 365 * 24 * 60 * 60;

const generateRow = (index: number, next: () => number): Row => {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const [city, state, zip] = pick(places);
  const local = new Date(yearStart + Math.floor(next() * secondsPerYear) * 1000);
  const day = twoDigits(local.getUTCDate());
  const year = twoDigits(local.getUTCFullYear() % 100);
  const hour = local.getUTCHours();
  const clock = `${hour % 12 || 12}:${twoDigits(local.getUTCMinutes())}:${twoDigits(local.getUTCSeconds())}`;
  return {
    'Ticket #': String(firstTicket + index),
    'Customer Complaint': pick(matters) + pick(callers),
    Date: `${day}-${twoDigits(local.getUTCMonth() + 1)}-${year}`,
    Date_month_year: `${day}-${months[local.getUTCMonth()]}-${year}`,
    Time: `${clock} ${hour < 12 ? 'AM' : 'PM'}`,
    'Received Via': pick(['Customer Care Call', 'Internet']),
    City: city,
    State: state,
    'Zip code': zip,
    Status: pick(statuses),
    'Filing on Behalf of Someone': next() < 0.1 ? 'Yes' : 'No',
  };
};

/** Yields `count` rows as if read from a file whose header is line 1. `seed` is any whole number. */
export function* generateRows(count: number, seed: number): Generator<ReadRow> {
  const next = numbersFrom(seed);
  for (let index = 0; index < count; index += 1)
    yield { ok: true, rowNumber: index + 2, row: generateRow(index, next) };
}
