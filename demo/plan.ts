/**
 * What the demo's staff will do with a task: who takes it, when, and how it ends. Drawn from the case and the tier alone,
 * so that a demo interrupted at any point goes on exactly as it would have.
 */
import type { Data } from '../engine/index.ts';
import { chanceOf } from './chance.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Act = { readonly kind: 'claim' } | { readonly kind: 'complete'; readonly data: Data };

/** Acts with their distance from the moment the task appeared, in order. */
export type PlannedAct = Act & { readonly afterMs: number };

type Tier = {
  readonly limitMs: number;
  /** Share of tasks nobody ever takes. */
  readonly untouched: number;
  /** Share that is claimed and then left lying. */
  readonly abandoned: number;
  /** Outcomes with the share of each among what is completed; they add up to 1. */
  readonly outcomes: readonly (readonly [outcome: string, share: number, response: string])[];
};

const tiers: Readonly<Record<string, Tier>> = {
  assessComplaint: {
    limitMs: 4 * HOUR,
    untouched: 0.14,
    abandoned: 0.06,
    outcomes: [
      ['answered', 0.68, '已向用户解释并处理完毕。 Explained to the customer and settled.'],
      ['transferred', 0.32, '需要进一步调查，转高级话务员。 Needs investigation by a senior agent.'],
    ],
  },
  investigateComplaint: {
    limitMs: 8 * HOUR,
    untouched: 0.1,
    abandoned: 0.06,
    outcomes: [
      ['answered', 0.72, '核实后已为用户处理。 Verified and settled for the customer.'],
      ['transferred', 0.28, '用户不接受处理结果。 The customer does not accept the result.'],
    ],
  },
  decideComplaint: {
    limitMs: 24 * HOUR,
    untouched: 0.12,
    abandoned: 0.05,
    outcomes: [
      ['upheld', 0.45, '投诉成立，已安排整改。 The complaint is upheld and will be put right.'],
      ['rejected', 0.35, '处理无误，已向用户说明。 Handled correctly; explained to the customer.'],
      ['referred', 0.2, '超出中心权限，提交总经理热线。 Beyond what the centre may decide.'],
    ],
  },
  decideFinally: {
    limitMs: 24 * HOUR,
    untouched: 0.12,
    abandoned: 0.08,
    outcomes: [
      ['upheld', 0.6, '最终裁定：投诉成立。 Final decision: upheld.'],
      ['rejected', 0.4, '最终裁定：不成立。 Final decision: rejected.'],
    ],
  },
};

const pick = (outcomes: Tier['outcomes'], chance: number): Tier['outcomes'][number] => {
  let sum = 0;
  return outcomes.find(([, share]) => (sum += share) > chance) ?? outcomes.at(-1)!;
};

/** Most work is done early, some of it late, a little of it too late: the square draws times towards the beginning. */
const workingTime = (chance: number, limitMs: number): number => Math.round(chance ** 2 * limitMs * 1.08);

/** The acts on one task; none when nobody takes it. `subject` identifies the case independently of its id. */
export const planTask = (seed: number, subject: string, activityId: string): PlannedAct[] => {
  const tier = tiers[activityId];
  if (!tier) return [];
  const chance = (what: string): number => chanceOf(`${seed}/${subject}/${activityId}/${what}`);
  const fate = chance('fate');
  if (fate < tier.untouched) return [];
  const completeAfter = MINUTE + workingTime(chance('time'), tier.limitMs);
  const claimAfter = Math.round(completeAfter * (0.2 + 0.6 * chance('claim')));
  const claim: PlannedAct = { kind: 'claim', afterMs: claimAfter };
  if (fate < tier.untouched + tier.abandoned) return [claim];
  const [outcome, , response] = pick(tier.outcomes, chance('outcome'));
  return [claim, { kind: 'complete', afterMs: completeAfter, data: { outcome, response } }];
};
