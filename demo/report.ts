/** The demo's closing report: where the cases stand, what the clock did to them, and whether it all adds up. */
import { brokenLink, type Digest, type JournalEntry } from '../engine/index.ts';

export const tiers = ['junior', 'senior', 'manager', 'province'] as const;

export type ReportFigures = {
  readonly standings: readonly { readonly status: string; readonly tier: string; readonly count: number }[];
  readonly entries: readonly { readonly type: string; readonly tier: string; readonly count: number }[];
};

const sumOf = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** One row per tier with open, closed, reminded, breached, escalated and reported again, and a row of sums. */
export const reportTable = ({ standings, entries }: ReportFigures): string[] => {
  const standing = (status: string, tier?: string): number =>
    sumOf(standings.filter((row) => row.status === status && (tier === undefined || row.tier === tier)));
  const entry = (type: string, tier?: string): number =>
    sumOf(entries.filter((row) => row.type === type && (tier === undefined || row.tier === tier)));
  const row = (title: string, tier?: string): string =>
    [
      title.padEnd(10),
      ...[
        standing('open', tier),
        standing('closed', tier),
        entry('SlaReminded', tier),
        entry('SlaBreached', tier),
        entry('TaskEscalated', tier),
        entry('OverdueReported', tier),
      ].map((figure) => String(figure).padStart(10)),
    ].join('');
  const others = [...new Set(standings.map(({ tier }) => tier))].filter(
    (tier) => !tiers.some((known) => known === tier),
  );
  return [
    [
      'tier'.padEnd(10),
      ...['open', 'closed', 'reminded', 'breached', 'escalated', 'reported'].map((name) => name.padStart(10)),
    ].join(''),
    ...[...tiers, ...others].map((tier) => row(tier, tier)),
    row('all'),
  ];
};

export type Proof = { readonly entries: number; readonly brokenChains: string[]; readonly doubleTimers: string[] };

/** Reads every journal again: chains must be whole, and no timer may have fired twice. */
export const proveJournals = async (journals: AsyncIterable<JournalEntry[]>, digest: Digest): Promise<Proof> => {
  let count = 0;
  const brokenChains: string[] = [];
  const doubleTimers: string[] = [];
  for await (const entries of journals) {
    count += entries.length;
    if (brokenLink(entries, digest)) brokenChains.push(entries[0]!.caseId);
    const fired = new Set<string>();
    for (const { happened } of entries)
      for (const happening of happened ?? []) {
        if (happening.type !== 'timerFired') continue;
        const name = `${happening.timerId}@${happening.dueAt}`;
        if (fired.has(name)) doubleTimers.push(`${entries[0]!.caseId} ${name}`);
        fired.add(name);
      }
  }
  return { entries: count, brokenChains, doubleTimers };
};
