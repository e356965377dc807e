/** Everything that comes in during the month, drawn from the seed: who calls when, where and about what. */
import type { Contact, Data } from '../../engine/index.ts';
import { chanceOf } from '../chance.ts';
import { callerOf } from './callers.ts';
import { atLocalHour, isWeekend } from './local-time.ts';
import { callbackMatter, complaintMatter, orderMatter, suggestionMatter, type Matter } from './matters.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Incoming = {
  readonly at: Date;
  readonly definitionKey: string;
  readonly contact: Contact;
  readonly data?: Data;
};

export type MonthShape = {
  readonly seed: number;
  readonly from: Date;
  readonly until: Date;
  /** About how many cases in all. */
  readonly cases: number;
};

/** How much of everything a centre has. */
const weights: Readonly<Record<string, number>> = {
  lanzhou: 5,
  tianshui: 2.5,
  qingyang: 1.8,
  jiuquan: 1.6,
  baiyin: 1.5,
};

/** Branches whose own system takes work orders. */
export const ownSystems: ReadonlySet<string> = new Set(['jiuquan', 'tianshui', 'qingyang', 'baiyin']);

/** Processes by their share of the whole. */
const processes = [
  ['complaint', 0.82],
  ['suggestion', 0.07],
  ['promisedCallback', 0.09],
  ['workOrder', 0.02],
] as const;

/** Local hours with the share of calls that come before their end. */
const hours = [
  0.01, 0.02, 0.02, 0.02, 0.02, 0.03, 0.04, 0.07, 0.16, 0.28, 0.38, 0.46, 0.5, 0.54, 0.6, 0.67, 0.74, 0.8, 0.85, 0.9,
  0.94, 0.97, 0.99, 1,
];

const channels: readonly (readonly [Contact['channel'], number])[] = [
  ['phone', 0.68],
  ['web', 0.1],
  ['walk-in', 0.1],
  ['mail', 0.05],
  ['forum', 0.05],
  ['key-account-manager', 0.02],
];

const drawn = <Item>(shares: readonly (readonly [Item, number])[], chance: number): Item => {
  const whole = shares.reduce((sum, [, share]) => sum + share, 0);
  let sum = 0;
  return (shares.find(([, share]) => (sum += share) > chance * whole) ?? shares.at(-1)!)[0];
};

const momentOf = ({ from, until }: MonthShape, chance: (what: string) => number): Date => {
  for (let attempt = 0; ; attempt += 1) {
    const day = new Date(from.getTime() + chance(`day${attempt}`) * (until.getTime() - from.getTime()));
    if (attempt < 20 && isWeekend(day) && chance(`weekend${attempt}`) > 0.55) continue;
    const hour = hours.findIndex((share) => share > chance(`hour${attempt}`));
    const at = new Date(atLocalHour(day, hour).getTime() + Math.floor(chance(`minute${attempt}`) * HOUR));
    if (at > from && at < until) return at;
  }
};

const matters: Readonly<Record<(typeof processes)[number][0], (chance: (what: string) => number) => Matter>> = {
  complaint: (chance) => complaintMatter(chance('category'), chance('words')),
  suggestion: (chance) => suggestionMatter(chance('words')),
  promisedCallback: (chance) => callbackMatter(chance('words')),
  workOrder: (chance) => orderMatter(chance('words')),
};

const written: ReadonlySet<Contact['channel']> = new Set<Contact['channel']>(['mail', 'web', 'forum']);

const startData = (definitionKey: string, centre: string, at: Date, chance: (what: string) => number): Data => {
  if (definitionKey === 'promisedCallback') {
    const promised = atLocalHour(
      new Date(at.getTime() + Math.floor(chance('promisedDay') * 2) * DAY),
      9 + chance('promised') * 11,
    );
    return { promisedAt: (promised > at ? promised : new Date(at.getTime() + HOUR)).toISOString() };
  }
  return ownSystems.has(centre) && definitionKey !== 'suggestion' ? { branchHasSystem: true } : {};
};

const contactOf = (
  shape: MonthShape,
  centre: string,
  index: number,
  at: Date,
  definitionKey: (typeof processes)[number][0],
): Incoming => {
  const chance = (what: string): number => chanceOf(`${shape.seed}/contact/${index}/${what}`);
  const customer = callerOf(shape.seed, centre, Math.floor(chance('caller') * shape.cases * 0.2), at);
  const channel = customer.class === 'key-account' ? 'key-account-manager' : drawn(channels, chance('channel'));
  // Most of those who write leave the address they wrote from.
  const email = written.has(channel) && chance('email') < 0.8 && { email: `${customer.phone}@mail.example` };
  const severity = chance('severity') < 0.1 ? 'high' : chance('severity') < 0.8 ? 'normal' : 'low';
  const promised = chance('contactPromised') < 0.2 && {
    contactPromisedBy: new Date(at.getTime() + Math.floor(4 + chance('by') * 44) * HOUR),
  };
  return {
    at,
    definitionKey,
    contact: {
      centre,
      channel,
      severity,
      customer: { ...customer, ...email },
      receivedAt: at,
      ...matters[definitionKey](chance),
      ...promised,
    },
    data: startData(definitionKey, centre, at, chance),
  };
};

/** A customer who calls again about what they called about before, and one whose call was taken down twice. */
const calledAgain = (shape: MonthShape, contacts: readonly Incoming[]): Incoming[] =>
  contacts.flatMap((first, index) => {
    if (first.definitionKey !== 'complaint') return [];
    const chance = (what: string): number => chanceOf(`${shape.seed}/again/${index}/${what}`);
    const kind = chance('kind');
    if (kind > 0.055) return [];
    const isDuplicate = kind < 0.012;
    const at = new Date(first.at.getTime() + (isDuplicate ? 10 * MINUTE : HOUR * (20 + chance('later') * 170)));
    if (at >= shape.until) return [];
    const subject = isDuplicate ? first.contact.subject : `再次来电：${first.contact.subject}`;
    return [{ ...first, at, contact: { ...first.contact, subject, receivedAt: at } }];
  });

/** What every centre has got in the last hours, so that there is work on every desk. */
const fresh = (shape: MonthShape, centres: readonly string[]): Incoming[] =>
  centres.flatMap((centre, place) =>
    Array.from({ length: 3 }, (_, index) => {
      const minutes = 8 + Math.floor(chanceOf(`${shape.seed}/fresh/${centre}/${index}`) * 170);
      const at = new Date(shape.until.getTime() - minutes * MINUTE);
      return contactOf(shape, centre, shape.cases * 2 + place * 10 + index, at, 'complaint');
    }),
  );

/** In the order of time. */
export const contactsOfMonth = (shape: MonthShape, centres: readonly string[]): Incoming[] => {
  const shares = centres.map((centre) => [centre, weights[centre] ?? 1] as const);
  const usual = Array.from({ length: shape.cases }, (_, index) => {
    const chance = (what: string): number => chanceOf(`${shape.seed}/month/${index}/${what}`);
    const at = momentOf(shape, chance);
    return contactOf(shape, drawn(shares, chance('centre')), index, at, drawn(processes, chance('process')));
  });
  return [...usual, ...calledAgain(shape, usual), ...fresh(shape, centres)].toSorted(
    (left, right) => left.at.getTime() - right.at.getTime(),
  );
};
