/** The trace of a case: its journal on a timeline, its replay, and who looked at it. */
import type { Access, AccessList, CaseTrace, CaseVerification, Organisation } from '../../engine/index.ts';
import { shortMoment } from '../moments.ts';
import type { Reader } from '../reader.ts';
import { textsOf, type Translate } from '../texts.ts';
import { codeName } from './code-name.ts';
import { elementNames } from './element-names.ts';
import { replayOf, stateInView } from './replay-model.ts';
import { traceEntry, type TraceEntry } from './trace-entry.ts';
import { filterChoices, filterEntries, type TraceFilter } from './trace-filter.ts';
import { verificationModel } from './verification.ts';
import { centreName } from './centre-name.ts';

export type TraceQuery = TraceFilter & {
  /** The replay stands behind this entry; default: the last. */
  readonly at?: number;
  readonly run?: string;
  /** The timeline goes on behind this entry. */
  readonly after?: number;
  readonly check?: 'yes';
};

export type TraceParts = {
  readonly trace: CaseTrace;
  readonly query: TraceQuery;
  readonly isUnmasked: boolean;
  readonly verification?: CaseVerification;
  readonly accesses?: AccessList;
};

type Reading = { readonly organisation: Organisation; readonly reader: Reader; readonly t: Translate };

/** Entries on one page of the timeline. */
const mostEntries = 250;

const parametersOf = (query: TraceQuery): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

const hrefOf = (number: string, query: TraceQuery, anchor = ''): string => {
  const text = new URLSearchParams(parametersOf(query)).toString();
  return `/audit/cases/${number}${text === '' ? '' : `?${text}`}${anchor}`;
};

type Day = { readonly day: string; readonly entries: TraceEntry[] };

const byDay = (entries: readonly TraceEntry[], timeZone: string): Day[] => {
  const days = new Map<string, Day>();
  for (const entry of entries) {
    const key = shortMoment(entry.at, timeZone).slice(0, 'YYYY-MM-DD'.length);
    const day = days.get(key) ?? { day: key, entries: [] };
    day.entries.push(entry);
    days.set(key, day);
  }
  return [...days.values()];
};

const accessRow =
  (t: Translate) =>
  ({ at, userId, kind, reason }: Access) => ({
    at,
    userId,
    kind: t(`trace.access.${kind}`),
    isUnmasking: kind === 'unmasked',
    reason,
  });

const headOf = ({ current, isMasked, isPartial }: CaseTrace, { organisation, reader }: Reading) => {
  const { contact } = current;
  return {
    number: current.number,
    subject: contact.subject,
    status: codeName('caseStatus', current.status, reader.locale),
    isOpen: current.status === 'open',
    isSuspended: current.suspended !== undefined,
    centre: centreName(organisation, contact.centre, reader.locale),
    category: codeName('category', contact.category, reader.locale),
    tier: current.tier && codeName('tier', current.tier, reader.locale),
    registeredAt: current.registeredAt,
    closedAt: current.closedAt,
    customer: contact.customer,
    description: contact.description,
    isMasked,
    isPartial,
    evidenceHref: `/api/v1/cases/${current.id}/evidence?${new URLSearchParams({ locale: reader.locale, timeZone: reader.timeZone }).toString()}`,
  };
};

/** The state after an entry in words and links, for readers without scripts or without sight. */
const standOf = ({ trace, query }: TraceParts, { reader, t }: Reading) => {
  const names = elementNames(trace.definitions, reader.locale);
  const replay = replayOf(trace, names, reader, t);
  const last = trace.entries.at(-1)?.sequence ?? 0;
  const index = Math.max(
    0,
    trace.entries.findLastIndex(({ sequence }) => sequence <= (query.at ?? last)),
  );
  const at = trace.entries[index]?.sequence ?? 0;
  const state = stateInView(replay.frames, at, query.run);
  const { number } = trace.current;
  const stepHref = (to: number): string | undefined => {
    const step = trace.entries[to];
    return step && hrefOf(number, { ...query, at: step.sequence }, '#replay');
  };
  const picture = new URLSearchParams({ at: String(at), ...(state && { run: state.runId }) });
  return {
    at,
    position: index + 1,
    count: trace.entries.length,
    label: replay.steps[index]?.label ?? '',
    waitingAt: [...new Set(state?.active.values())].flatMap((id) => names.nameOf(id) ?? []),
    process: state && replay.definitions[state.definitionId],
    pictureHref: state && `/audit/cases/${number}/picture?${picture.toString()}`,
    previousHref: stepHref(index - 1),
    nextHref: stepHref(index + 1),
    replay,
  };
};

/** What the replay's script says, by name. */
const scriptTexts = ({ locale }: Reader): Record<string, string> =>
  Object.fromEntries(
    Object.entries(textsOf(locale))
      .filter(([key]) => key.startsWith('trace.script.'))
      .map(([key, text]) => [key.slice('trace.script.'.length), text]),
  );

export const traceModel = (parts: TraceParts, reading: Reading): Record<string, unknown> => {
  const { trace, query, isUnmasked, verification, accesses } = parts;
  const { reader, t } = reading;
  const names = elementNames(trace.definitions, reader.locale);
  const { at: _at, run: _run, after, check: _check, ...filter } = query;
  const fitting = filterEntries(trace.entries, filter, reader.timeZone).filter(
    ({ sequence }) => sequence > (after ?? 0),
  );
  const shown = fitting.slice(0, mostEntries);
  const { number } = trace.current;
  return {
    ...headOf(trace, reading),
    ...filterChoices(trace.entries, filter, reader, t),
    query,
    isUnmasked,
    texts: scriptTexts(reader),
    stand: standOf(parts, reading),
    days: byDay(shown.map(traceEntry(trace.entries, names, reader, t)), reader.timeZone),
    found: t('trace.found', { count: fitting.length }),
    isFiltered: Object.keys(parametersOf(filter)).length > 0,
    clearHref: `/audit/cases/${number}`,
    checkHref: hrefOf(number, { ...query, check: 'yes' }, '#chain'),
    verification: verification && {
      ...verificationModel(verification, reader),
      head: verification.head,
      anchors: verification.anchors,
      lastAnchoredAt: verification.lastAnchoredAt,
    },
    accesses: accesses && { lines: accesses.accesses.map(accessRow(t)), total: accesses.total },
    moreHref:
      fitting.length > shown.length ? hrefOf(number, { ...query, after: shown.at(-1)?.sequence ?? 0 }) : undefined,
  };
};
