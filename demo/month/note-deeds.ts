/** Notes for every newly registered case what will happen to it besides its tasks. */
import { Refusal, type Case } from '../../engine/index.ts';
import { chanceOf } from '../chance.ts';
import type { Diary } from '../diary.ts';
import { caseDeeds, toClosed, type CaseDeed, type Occasion } from './case-deeds.ts';
import type { MonthContext } from './month-context.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;

export type DeedTally = Record<string, { done: number; refused: number }>;

type Noting = {
  readonly seed: number;
  readonly context: MonthContext;
  readonly people: People;
  readonly tally: DeedTally;
};

const perform = async (
  { seed, context, people, tally }: Noting,
  deed: CaseDeed,
  caseId: string,
  cases: MonthContext['cases'],
  at: Date,
): Promise<void> => {
  const current = await cases.load(caseId);
  if (!current || (current.status === 'closed' && !toClosed.has(deed.name))) return;
  const occasion: Occasion = {
    context: { ...context, cases },
    current,
    at,
    people,
    who: (role, node = current.contact.centre) =>
      people.of(`${role}@${node}`, at, `${seed}/${current.number}/${deed.name}`),
  };
  const count = (tally[deed.name] ??= { done: 0, refused: 0 });
  try {
    await deed.act(occasion);
    count.done += 1;
  } catch (error) {
    // What was meant is not possible any more: people find that out, too.
    if (!(error instanceof Refusal)) throw error;
    count.refused += 1;
  }
};

export const noteDeeds = (diary: Diary, noting: Noting, current: Case): void => {
  const key = current.runs[0]!.definition.key;
  // The major incident and what was split off have stories of their own.
  if (['major-incident', 'outage'].includes(current.contact.category)) return;
  for (const deed of caseDeeds) {
    const chance = (what: string): number => chanceOf(`${noting.seed}/${current.number}/${deed.name}/${what}`);
    if (!deed.processes.includes(key) || chance('whether') >= deed.share) continue;
    const [first, last] = deed.hours;
    const at = new Date(current.registeredAt.getTime() + (first + chance('when') * (last - first)) * HOUR);
    diary.note(at, (context, now) => perform(noting, deed, current.id, context.cases, now));
  }
};
