import { expect } from 'chai';
import { planTask, type PlannedAct } from '../../../demo/plan.ts';

const subjects = Array.from({ length: 6000 }, (_, index) => `complaint-${index}`);
const plansOf = (activityId: string, seed = 1): PlannedAct[][] =>
  subjects.map((subject) => planTask(seed, subject, activityId));

const shareOf = (plans: readonly PlannedAct[][], isMeant: (plan: PlannedAct[]) => boolean): number =>
  plans.filter(isMeant).length / plans.length;

const completion = (plan: PlannedAct[]): Extract<PlannedAct, { kind: 'complete' }> | undefined =>
  plan.find((act): act is Extract<PlannedAct, { kind: 'complete' }> => act.kind === 'complete');

const HOUR = 3_600_000;

describe('The plan of the demo’s staff', () => {
  const declared = [
    { activityId: 'assessComplaint', limitMs: 4 * HOUR, untouched: 0.14, abandoned: 0.06, answered: 0.64 },
    { activityId: 'investigateComplaint', limitMs: 8 * HOUR, untouched: 0.1, abandoned: 0.06, answered: 0.72 },
    { activityId: 'decideComplaint', limitMs: 24 * HOUR, untouched: 0.12, abandoned: 0.05, upheld: 0.45 },
    { activityId: 'decideFinally', limitMs: 24 * HOUR, untouched: 0.12, abandoned: 0.08, upheld: 0.6 },
  ];

  for (const { activityId, limitMs, untouched, abandoned, ...outcomes } of declared)
    it(`of ${activityId} has the declared shares over many complaints`, () => {
      const plans = plansOf(activityId);
      expect(shareOf(plans, (plan) => plan.length === 0)).to.be.closeTo(untouched, 0.02);
      expect(shareOf(plans, (plan) => plan.length === 1)).to.be.closeTo(abandoned, 0.02);
      const completed = plans.filter(completion);
      for (const [outcome, share] of Object.entries(outcomes))
        expect(shareOf(completed, (plan) => completion(plan)?.data['outcome'] === outcome)).to.be.closeTo(share, 0.03);
      const late = shareOf(completed, (plan) => completion(plan)!.afterMs > limitMs);
      expect(late).to.be.within(0.01, 0.08);
    });

  it('claims before it completes, and never in the past', () => {
    for (const plan of plansOf('decideComplaint')) {
      expect(plan.map(({ kind }) => kind)).to.deep.equal(['claim', 'complete'].slice(0, plan.length));
      const moments = [0, ...plan.map(({ afterMs }) => afterMs)];
      expect(moments).to.deep.equal(moments.toSorted((left, right) => left - right));
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(plansOf('assessComplaint', 7)).to.deep.equal(plansOf('assessComplaint', 7));
    expect(plansOf('assessComplaint', 7)).not.to.deep.equal(plansOf('assessComplaint', 8));
  });

  it('decides anew when a case comes back to the same activity', () => {
    expect(planTask(1, 'c', 'surveyCustomer', '@1')).not.to.deep.equal(planTask(1, 'c', 'surveyCustomer', '@2'));
  });

  it('leaves alone what is no tier of the ladder', () => {
    expect(planTask(1, 'complaint-1', 'somethingElse')).to.deep.equal([]);
  });
});
