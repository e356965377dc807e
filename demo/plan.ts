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
  /** The fields of the form that take what is decided and what is said about it. */
  readonly fields?: readonly [decision: string, text: string];
  /** Further fields of the form, the same whatever is decided. */
  readonly also?: Data;
  /** Outcomes with the share of each among what is completed; they add up to 1. */
  readonly outcomes: readonly (readonly [outcome: string, share: number, response: string])[];
};

const tiers: Readonly<Record<string, Tier>> = {
  assessComplaint: {
    limitMs: 4 * HOUR,
    untouched: 0.14,
    abandoned: 0.06,
    outcomes: [
      ['answered', 0.64, '已向用户解释并处理完毕。 Explained to the customer and settled.'],
      ['not-accepted', 0.04, '已答复，用户不接受。 Answered; the customer does not accept.'],
      ['transferred', 0.22, '需要进一步调查，转高级话务员。 Needs investigation by a senior agent.'],
      ['dispatched', 0.1, '请分公司现场处理。 The branch has to see to it.'],
    ],
  },
  investigateComplaint: {
    limitMs: 8 * HOUR,
    untouched: 0.1,
    abandoned: 0.06,
    outcomes: [
      ['answered', 0.72, '核实后已为用户处理。 Verified and settled for the customer.'],
      ['not-accepted', 0.14, '用户不接受处理结果。 The customer does not accept the result.'],
      ['transferred', 0.06, '需经理热线协调。 The manager hotline has to step in.'],
      ['dispatched', 0.08, '请分公司核实处理。 The branch has to check and settle it.'],
    ],
  },
  decideComplaint: {
    limitMs: 24 * HOUR,
    untouched: 0.12,
    abandoned: 0.05,
    outcomes: [
      ['upheld', 0.45, '投诉成立，已安排整改。 The complaint is upheld and will be put right.'],
      ['rejected', 0.35, '处理无误，已向用户说明。 Handled correctly; explained to the customer.'],
      ['not-accepted', 0.06, '用户不接受裁定。 The customer does not accept the decision.'],
      ['referred', 0.14, '超出中心权限，提交总经理热线。 Beyond what the centre may decide.'],
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
  surveyCustomer: {
    limitMs: 48 * HOUR,
    untouched: 0.04,
    abandoned: 0.02,
    fields: ['satisfaction', 'surveyComment'],
    outcomes: [
      ['very-satisfied', 0.16, '服务很好。 Very good service.'],
      ['satisfied', 0.44, '已解决。 It is settled.'],
      ['neutral', 0.12, '还可以。 All right.'],
      ['dissatisfied', 0.1, '问题没有真正解决。 Not really settled.'],
      ['refused', 0.06, '不愿回答。 Would rather not say.'],
      ['unreachable', 0.12, '无人接听。 Nobody answered.'],
    ],
  },
  findOutFault: {
    limitMs: 24 * HOUR,
    untouched: 0.08,
    abandoned: 0.04,
    fields: ['fault', 'response'],
    outcomes: [
      ['at-fault', 0.4, '处理不当，重新处理。 Handled badly, to be handled again.'],
      ['not-at-fault', 0.5, '处理无误，已说明原因。 Handled correctly, the reason is explained.'],
      ['survey-contradicted', 0.1, '用户说法与回访记录不符。 The customer says otherwise.'],
    ],
  },
  findOutIncidentFault: {
    limitMs: 24 * HOUR,
    untouched: 0.08,
    abandoned: 0.04,
    fields: ['fault', 'response'],
    outcomes: [
      ['at-fault', 0.3, '该用户线路未恢复，重新处理。 This line was not mended, to be handled again.'],
      ['not-at-fault', 0.7, '抢修已尽力，已说明原因。 All was done that could be; explained.'],
    ],
  },
  settleAgain: {
    limitMs: 8 * HOUR,
    untouched: 0.05,
    abandoned: 0.05,
    outcomes: [['upheld', 1, '已上门修复。 Mended on site.']],
  },
  investigateSurvey: {
    limitMs: 24 * HOUR,
    untouched: 0.05,
    abandoned: 0.05,
    fields: ['surveyFinding', 'surveyInvestigation'],
    outcomes: [
      ['wrong', 0.4, '记录有误。 The record was wrong.'],
      ['right', 0.6, '记录无误。 The record was right.'],
    ],
  },
  reviewDispatch: {
    limitMs: 2 * HOUR,
    untouched: 0.02,
    abandoned: 0.02,
    fields: ['dispatchReview', 'workOrderRequest'],
    outcomes: [
      ['approved', 0.92, '请尽快查修。 Please look into it soon.'],
      ['refused', 0.08, '无需派单。 No order is needed.'],
    ],
  },
  handleWorkOrder: {
    limitMs: 24 * HOUR,
    untouched: 0.05,
    abandoned: 0.05,
    fields: ['branchOutcome', 'branchReply'],
    outcomes: [
      ['replied', 0.86, '已处理。 Done.'],
      ['returned', 0.14, '不属本部门。 Not ours.'],
    ],
  },
  reviewReturn: {
    limitMs: 2 * HOUR,
    untouched: 0.02,
    abandoned: 0.02,
    fields: ['returnReview', 'workOrderRequest'],
    outcomes: [
      ['dispatched-again', 0.8, '补充后再派。 Again, with more facts.'],
      ['withdrawn', 0.2, '撤回。 Withdrawn.'],
    ],
  },
  reviewReply: {
    limitMs: 2 * HOUR,
    untouched: 0.02,
    abandoned: 0.02,
    fields: ['replyReview', 'response'],
    outcomes: [
      ['accepted', 0.9, '故障已排除。 The fault is mended.'],
      ['sent-back', 0.1, '请补充说明。 Please say more.'],
    ],
  },
  reviewChase: {
    limitMs: 2 * HOUR,
    untouched: 0.05,
    abandoned: 0.05,
    fields: ['chaseReview', 'chaseNote'],
    outcomes: [['followed', 1, '分公司正在处理。 The branch is at it.']],
  },
  callCustomer: {
    limitMs: HOUR / 2,
    // Nothing lies longer than it is late: its manager is told every half hour.
    untouched: 0,
    abandoned: 0,
    fields: ['callResult', 'response'],
    outcomes: [
      ['reached', 0.64, '已回电说明。 Called and explained.'],
      ['unreachable', 0.36, '无人接听。 Nobody answered.'],
    ],
  },
  classifySuggestion: {
    limitMs: 48 * HOUR,
    untouched: 0.04,
    abandoned: 0.02,
    fields: ['suggestionKind', 'summary'],
    also: { isNew: 'yes' },
    outcomes: [
      ['service', 0.5, '便民服务建议。 About service to customers.'],
      ['network', 0.3, '网络覆盖建议。 About coverage.'],
      ['tariff', 0.2, '资费建议。 About tariffs.'],
    ],
  },
  adviseOnSuggestion: {
    limitMs: 10 * 24 * HOUR,
    untouched: 0.08,
    abandoned: 0.04,
    fields: ['advice', 'adviceReason'],
    outcomes: [
      ['adopt', 0.55, '可行，成本不高。 Feasible at little cost.'],
      ['decline', 0.45, '暂不具备条件。 Not possible for now.'],
    ],
  },
  recordOutcome: {
    limitMs: 5 * 24 * HOUR,
    untouched: 0.04,
    abandoned: 0.02,
    fields: ['outcome', 'outcomeReason'],
    also: { tellCustomer: 'yes', response: '感谢您的建议，结果已记录。 Thank you; this is what became of it.' },
    outcomes: [
      ['adopted', 0.5, '列入下季度计划。 Planned for the next quarter.'],
      ['not-adopted', 0.5, '条件尚不成熟。 The time has not come.'],
    ],
  },
};

const pick = (outcomes: Tier['outcomes'], chance: number): Tier['outcomes'][number] => {
  let sum = 0;
  return outcomes.find(([, share]) => (sum += share) > chance) ?? outcomes.at(-1)!;
};

/** Most work is done early, some of it late, a little of it too late: the square draws times towards the beginning. */
const workingTime = (chance: number, limitMs: number): number => Math.round(chance ** 2 * limitMs * 1.08);

/** How a task differs from what is usual: its own limit, and how much of the usual neglect it meets (1: all of it). */
export type Differs = { readonly limitMs?: number; readonly neglect?: number };

/**
 * The acts on one task; none when nobody takes it. `subject` identifies the case independently of its id, `occasion` tells
 * apart the tasks of one activity in one case.
 */
export const planTask = (
  seed: number,
  subject: string,
  activityId: string,
  occasion = '',
  { limitMs, neglect = 1 }: Differs = {},
): PlannedAct[] => {
  const tier = tiers[activityId];
  if (!tier) return [];
  const chance = (what: string): number => chanceOf(`${seed}/${subject}/${activityId}${occasion}/${what}`);
  const fate = chance('fate');
  const untouched = tier.untouched * neglect;
  if (fate < untouched) return [];
  const completeAfter = MINUTE + workingTime(chance('time'), limitMs ?? tier.limitMs);
  const claimAfter = Math.round(completeAfter * (0.2 + 0.6 * chance('claim')));
  const claim: PlannedAct = { kind: 'claim', afterMs: claimAfter };
  if (fate < untouched + tier.abandoned * neglect) return [claim];
  const [outcome, , response] = pick(tier.outcomes, chance('outcome'));
  const [decision, text] = tier.fields ?? ['outcome', 'response'];
  const data = { ...tier.also, [decision]: outcome, [text]: response };
  return [claim, { kind: 'complete', afterMs: completeAfter, data }];
};
