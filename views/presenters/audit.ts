/** The search over all journals as its page shows it. */
import type { FoundEntry, LedgerVerification, Organisation, ShownEntry } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';
import { changedData, changedDetails, knownData, shownChange, type ShownChange } from './datum.ts';
import { actorName, entryTypeName, entryTypes, toneOf, type Tone } from './entry-words.ts';
import { localName } from './local-name.ts';
import { verificationModel } from './verification.ts';

/** How a search is written in an address: dates are days of the reader's zone, both inclusive. */
export type AuditQuery = {
  readonly centre?: string;
  readonly actor?: string;
  readonly type?: string;
  readonly datum?: string;
  readonly reasoned?: 'yes';
  readonly from?: string;
  readonly to?: string;
};

export type LedgerState = {
  readonly entries: number;
  readonly lastAt?: Date;
  /** Once somebody asked for it. */
  readonly checked?: LedgerVerification;
};

export type AuditRow = {
  readonly id: string;
  readonly at: Date;
  readonly caseNumber: string;
  readonly href: string;
  readonly centre: string;
  readonly what: string;
  readonly tone: Tone;
  readonly who: string;
  readonly activity?: string;
  readonly reason?: string;
  readonly changes: readonly ShownChange[];
};

type Reading = { readonly organisation: Organisation; readonly reader: Reader; readonly t: Translate };

/** More changes than this of one entry are read in the case's own trace. */
const mostChanges = 3;

const rowOf =
  ({ organisation, reader, t }: Reading, names: ReadonlyMap<string, string>, datum: string | undefined) =>
  ({ id, centre, caseNumber, entry }: FoundEntry<ShownEntry>): AuditRow => {
    const all = [...changedData(entry), ...changedDetails(entry)];
    const changes = datum === undefined ? all.slice(0, mostChanges) : all.filter(({ name }) => name === datum);
    const name = entry.activityId === undefined ? undefined : names.get(entry.activityId);
    return {
      id,
      at: entry.at,
      caseNumber,
      href: `/audit/cases/${caseNumber}?at=${entry.sequence}#entry-${entry.sequence}`,
      centre: centreName(organisation, centre, reader.locale),
      what: entryTypeName(entry.type, reader.locale),
      tone: toneOf(entry),
      who: actorName(entry.actor, t),
      changes: changes.map(shownChange(reader, t)),
      ...(name !== undefined && { activity: localName(name, reader.locale) }),
      ...(entry.reason !== undefined && { reason: entry.reason }),
    };
  };

const parametersOf = (query: AuditQuery): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<string, string>;

export const auditHref = (query: AuditQuery, more: Readonly<Record<string, string>> = {}): string => {
  const text = new URLSearchParams({ ...parametersOf(query), ...more }).toString();
  return text === '' ? '/audit' : `/audit?${text}`;
};

/** What is asked most, with one click. */
const viewsOf = ({ reasoned, type, ...query }: AuditQuery, t: Translate) =>
  (
    [
      ['all', {}],
      ['interventions', { reasoned: 'yes' }],
      ['breaches', { type: 'SlaBreached' }],
      ['escalations', { type: 'TaskEscalated' }],
      ['unmasked', { type: 'PersonalDataUnmasked' }],
    ] as readonly (readonly [string, Pick<AuditQuery, 'reasoned' | 'type'>])[]
  ).map(([key, only]) => ({
    label: t(`audit.view.${key}`),
    href: auditHref({ ...query, ...only }),
    isCurrent: only.reasoned === reasoned && only.type === type,
  }));

/** The same search for the API, whose moments are moments. */
const exportHref = (search: Readonly<Record<string, string>>, format: 'csv' | 'json'): string =>
  `/api/v1/journal/export?${new URLSearchParams({ ...search, format }).toString()}`;

export const auditModel = (
  asked: {
    readonly query: AuditQuery;
    /** The parameters of `GET /journal` that mean the same. */
    readonly search: Readonly<Record<string, string>>;
    readonly found: readonly FoundEntry<ShownEntry>[];
    readonly total: number;
    readonly mostCounted: number;
    readonly next?: string;
    readonly centres: readonly string[];
    readonly ledger?: LedgerState;
  },
  names: ReadonlyMap<string, string>,
  reading: Reading,
): Record<string, unknown> => {
  const { query, found, total, next, centres, ledger } = asked;
  const { organisation, reader, t } = reading;
  const isMore = total >= asked.mostCounted;
  return {
    query,
    rows: found.map(rowOf(reading, names, query.datum)),
    total: t(isMore ? 'audit.moreThan' : 'audit.total', { count: total }),
    views: viewsOf(query, t),
    types: entryTypes(reader.locale).map((choice) => ({ ...choice, isCurrent: choice.value === query.type })),
    centres: centres.map((id) => ({
      value: id,
      label: centreName(organisation, id, reader.locale),
      isCurrent: id === query.centre,
    })),
    data: knownData(reader),
    isFiltered: Object.keys(parametersOf(query)).length > 0,
    csvHref: exportHref(asked.search, 'csv'),
    jsonHref: exportHref(asked.search, 'json'),
    ...(next !== undefined && { nextHref: auditHref(query, { after: next }) }),
    ...(ledger && {
      ledger: {
        entries: ledger.entries,
        lastAt: ledger.lastAt,
        checkHref: `${auditHref(query, { ledger: 'check' })}#ledger`,
        checked: ledger.checked && verificationModel(ledger.checked, reader),
      },
    }),
  };
};
