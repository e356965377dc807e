import { expect } from 'chai';
import { executionExecutor, isOpen } from '../../engine/index.ts';
import { playStories, type ProcessPlay } from './process-play.ts';

const templatesOf = ({ store }: ProcessPlay): string[] => store.messages.map(({ template }) => template);

const decides = (play: ProcessPlay, activityId: string, outcome: string): Promise<void> =>
  play.completes(activityId, { outcome, response: `Said at ${activityId}.` });

const isCalledBack = (play: ProcessPlay, satisfaction: string): Promise<void> =>
  play.completes('surveyCustomer', { satisfaction, surveyComment: 'In the customer’s words.' });

const findsFault = (play: ProcessPlay, fault: string): Promise<void> =>
  play.completes('findOutFault', { fault, response: 'What was found.' });

/** A customer who was answered at once and is not content. */
const isDissatisfied = async (play: ProcessPlay): Promise<void> => {
  await play.registers();
  await decides(play, 'assessComplaint', 'answered');
  await isCalledBack(play, 'dissatisfied');
  await play.waitsFor('findOutFault');
};

const isDispatched = async (play: ProcessPlay): Promise<void> => {
  await play.registers();
  await decides(play, 'assessComplaint', 'dispatched');
  await play.completes('reviewDispatch', { dispatchReview: 'approved' });
};

describe('The complaint process', () => {
  playStories(
    'complaint',
    {
      'a consultation answered on the spot closes at once, without callback': async (play) => {
        await play.registers({ category: 'consultation' });
        await decides(play, 'assessComplaint', 'answered');
        await play.isClosed();
        expect(templatesOf(play)).to.deep.equal(['complaint-answered']);
      },
      'every other complaint is called back before it closes': async (play) => {
        await play.registers();
        await decides(play, 'assessComplaint', 'answered');
        await play.waitsFor('surveyCustomer');
        await isCalledBack(play, 'satisfied');
        await play.isClosed();
        expect(await play.data()).to.include({ outcome: 'answered', satisfaction: 'satisfied' });
      },
      'other systems are asked side by side, and what they know is used when it comes': async (play) => {
        await play.registers();
        await play.waitsFor('assessComplaint');
        expect(await play.topics()).to.deep.equal(['billing-details', 'customer-record', 'fault-status']);
        await play.works('fault-status', { faultStage: 'located' });
        await play.works('billing-details');
        await play.works('customer-record');
        expect(await play.data()).to.include({ faultStage: 'located' });
        await decides(play, 'assessComplaint', 'answered');
        await isCalledBack(play, 'neutral');
        await play.isClosed();
      },
      'a system that does not answer is waited for ten minutes and holds up nothing': async (play) => {
        await play.registers();
        await play.works('fault-status', { faultStage: 'located' });
        await play.passes('PT10M');
        expect(await play.topics()).to.deep.equal([]);
        await play.waitsFor('assessComplaint');
        expect(await play.data()).to.include({ faultStage: 'located' });
      },
      'untouched, a complaint climbs to the top and is reported there every day': async (play) => {
        await play.registers();
        await play.passes('PT4H');
        await play.passes('PT8H');
        await play.passes('P1D');
        await play.waitsFor('decideFinally');
        await play.passes('P2D');
        const { slaTargets } = await play.current();
        const tiers = slaTargets.flatMap(({ tier = [] }) => tier);
        expect(tiers).to.deep.equal(['junior', 'senior', 'manager', 'province']);
        expect(templatesOf(play).filter((template) => template === 'task-overdue')).to.have.length(5);
        expect(slaTargets.filter(({ breachedAt }) => !breachedAt).map(({ taskId }) => taskId)).to.deep.equal(['case']);
        await decides(play, 'decideFinally', 'rejected');
        await isCalledBack(play, 'dissatisfied');
        await play.isClosed();
      },
      'what every tier hands on ends with the final decision of the province': async (play) => {
        await play.registers();
        await decides(play, 'assessComplaint', 'transferred');
        await decides(play, 'investigateComplaint', 'transferred');
        await decides(play, 'decideComplaint', 'referred');
        await decides(play, 'decideFinally', 'upheld');
        await isCalledBack(play, 'satisfied');
        await play.isClosed();
        expect(await play.data()).to.include({ outcome: 'upheld', isFinal: true });
      },
      'an answer the customer does not accept climbs tier by tier, a consultation too, and is closed by none below the top':
        async (play) => {
          await play.registers({ category: 'consultation' });
          await decides(play, 'assessComplaint', 'not-accepted');
          await play.waitsFor('investigateComplaint');
          await decides(play, 'investigateComplaint', 'not-accepted');
          await play.waitsFor('decideComplaint');
          await decides(play, 'decideComplaint', 'not-accepted');
          await play.waitsFor('decideFinally');
          expect(templatesOf(play)).to.deep.equal([]);
          await decides(play, 'decideFinally', 'rejected');
          await play.isClosed();
        },
      'the manager hotline can decide by itself': async (play) => {
        await play.registers({ customer: { class: 'leased-line' } });
        await decides(play, 'investigateComplaint', 'transferred');
        await decides(play, 'decideComplaint', 'rejected');
        await isCalledBack(play, 'refused');
        await play.isClosed();
      },
      'a repeat contact begins one tier higher': async (play) => {
        await play.registers();
        await play.registers();
        await play.waitsFor('investigateComplaint');
        await decides(play, 'investigateComplaint', 'answered');
        await isCalledBack(play, 'satisfied');
        await play.isClosed();
      },
      'a repeat contact of a key customer begins at the manager hotline': async (play) => {
        const customer = { class: 'key-account', phone: '13900001234' } as const;
        await play.registers({ customer });
        await play.registers({ customer });
        const [task] = await play.waitsFor('decideComplaint');
        expect(task?.candidates).to.deep.equal(['manager-hotline@lanzhou']);
      },
      'a major incident begins at the province, and its answer goes on to the cases bound to it': async (play) => {
        await play.registers({ category: 'major-incident' });
        const [task] = await play.waitsFor('decideFinally');
        expect(task?.dueAt?.toISOString()).to.equal('2026-03-02T12:00:00.000Z');
        await decides(play, 'decideFinally', 'upheld');
        const thrown = play.store.journal
          .flatMap(({ happened = [] }) => happened)
          .filter((each) => each.type === 'thrown');
        expect(thrown.find(({ activityId }) => activityId === 'answerBoundCases')).to.deep.include({
          ref: 'majorIncidentAnswered',
          data: { response: 'Said at decideFinally.' },
        });
      },
      'an urgent complaint has half the time': async (play) => {
        await play.registers({ severity: 'high' });
        const [task] = await play.waitsFor('assessComplaint');
        expect(task?.dueAt?.toISOString()).to.equal('2026-03-02T10:00:00.000Z');
      },
      'a work order’s reply is what the customer is told': async (play) => {
        await isDispatched(play);
        const [order] = await play.waitsFor('handleWorkOrder');
        expect(order?.candidates).to.deep.equal(['branch-handler@lanzhou-branch-network']);
        await play.completes('handleWorkOrder', { branchOutcome: 'replied', branchReply: 'Cable replaced.' });
        await play.completes('reviewReply', { replyReview: 'accepted', response: 'Your line works again.' });
        await play.waitsFor('surveyCustomer');
        expect(await play.data()).to.include({
          outcome: 'answered',
          response: 'Your line works again.',
          workOrderOutcome: 'answered',
          workOrderCount: 1,
        });
        await isCalledBack(play, 'very-satisfied');
        await play.isClosed();
      },
      'a work order that is not dispatched or withdrawn comes back to the senior agent': async (play) => {
        await play.registers();
        await decides(play, 'assessComplaint', 'dispatched');
        await play.completes('reviewDispatch', { dispatchReview: 'refused' });
        await play.waitsFor('investigateComplaint');
        expect(await play.data()).to.include({ workOrderOutcome: 'refused' });
        await decides(play, 'investigateComplaint', 'dispatched');
        await play.completes('reviewDispatch', { dispatchReview: 'approved' });
        await play.completes('handleWorkOrder', { branchOutcome: 'returned', branchReply: 'No such line.' });
        await play.completes('reviewReturn', { returnReview: 'withdrawn' });
        await play.waitsFor('investigateComplaint');
        expect(await play.data()).to.include({ workOrderOutcome: 'withdrawn', workOrderCount: 2 });
      },
      'an overdue work order brings compensation into the case': async (play) => {
        await isDispatched(play);
        await play.passes('PT24H');
        await play.completes('handleWorkOrder', { branchOutcome: 'replied', branchReply: 'Cable replaced.' });
        await play.completes('reviewReply', { replyReview: 'accepted' });
        expect(await play.data()).to.include({ compensation: 50, isOverdue: true });
        expect(templatesOf(play)).to.include('work-order-overdue');
      },
      'a dissatisfied customer’s case is handled again when the centre is at fault': async (play) => {
        await isDissatisfied(play);
        await play.completes('findOutFault', {
          fault: 'at-fault',
          responsibility: 'junior-agent',
          response: 'The bill was never looked at.',
        });
        await play.waitsFor('investigateComplaint');
        await decides(play, 'investigateComplaint', 'answered');
        await isCalledBack(play, 'satisfied');
        await play.isClosed();
        expect(await play.data()).to.include({ responsibility: 'junior-agent' });
      },
      'a dissatisfied customer is told why when the centre is not at fault': async (play) => {
        await isDissatisfied(play);
        await findsFault(play, 'not-at-fault');
        await play.isClosed();
        expect(templatesOf(play)).to.deep.equal(['complaint-answered', 'complaint-explained']);
      },
      'a survey the customer contradicts is investigated, and repeated when it was wrong': async (play) => {
        await isDissatisfied(play);
        await findsFault(play, 'survey-contradicted');
        const [task] = await play.waitsFor('investigateSurvey');
        expect(task?.candidates).to.deep.equal(['quality-inspector@lanzhou']);
        await play.completes('investigateSurvey', { surveyFinding: 'wrong', surveyInvestigation: 'Wrong box ticked.' });
        await isCalledBack(play, 'satisfied');
        await play.isClosed();
      },
      'a survey investigation left lying is reported to the supervisor and goes on': async (play) => {
        await isDissatisfied(play);
        await findsFault(play, 'survey-contradicted');
        await play.passes('P1D');
        await play.waitsFor('investigateSurvey');
        expect(templatesOf(play).slice(-2)).to.deep.equal(['sla-reminder', 'task-overdue']);
      },
      'a survey that was right is explained to the customer': async (play) => {
        await isDissatisfied(play);
        await findsFault(play, 'survey-contradicted');
        await play.completes('investigateSurvey', { surveyFinding: 'right', surveyInvestigation: 'Call heard again.' });
        await play.isClosed();
        expect(templatesOf(play).at(-1)).to.equal('complaint-explained');
      },
      'finding out the fault has a limit too, after which the province decides': async (play) => {
        await isDissatisfied(play);
        await play.passes('P1D');
        await play.waitsFor('decideFinally');
        expect(templatesOf(play)).to.deep.equal(['complaint-answered', 'task-reminder', 'task-overdue']);
      },
      'the first response and the whole case are promised in working time from when the contact was received': async (
        play,
      ) => {
        // Friday 17:00 in Lanzhou, written down on Monday at 16:00.
        await play.registers({ receivedAt: new Date('2026-02-27T09:00:00Z') });
        const promised = (await play.current()).slaTargets.filter(({ tier }) => tier === undefined);
        expect(promised.map(({ taskId, dueAt, breachedAt }) => [taskId, dueAt, breachedAt])).to.deep.equal([
          // That Saturday is worked in exchange for the Spring Festival.
          ['firstResponse', new Date('2026-02-28T09:00:00Z'), play.now()],
          ['case', new Date('2026-03-11T09:00:00Z'), undefined],
        ]);
        expect(templatesOf(play)).to.deep.equal(['sla-breached']);
        await play.registers({ customer: { class: 'important', phone: '13900005678' } });
        await decides(play, 'investigateComplaint', 'answered');
        const met = (await play.current()).slaTargets.find(({ taskId }) => taskId === 'firstResponse');
        expect(met).to.include({ isMet: true });
      },
      'waiting for the customer ends with the reply, beside the work': async (play) => {
        await play.registers();
        await play.receives('customerAwaited');
        await play.passes('PT5H');
        await play.waitsFor('assessComplaint');
        await play.receives('customerReplied');
        const [target] = (await play.current()).slaTargets;
        expect(target?.dueAt?.toISOString()).to.equal('2026-03-02T17:00:00.000Z');
        await decides(play, 'assessComplaint', 'answered');
        await isCalledBack(play, 'satisfied');
        await play.isClosed();
      },
      'waiting for the customer ends at the cap': async (play) => {
        await play.registers({ category: 'major-incident' });
        await play.receives('customerAwaited');
        await play.passes('P1D');
        const entered = play.store.journal.flatMap(({ happened = [] }) =>
          happened.flatMap((each) => (each.type === 'entered' ? each.activityId : [])),
        );
        expect(entered).to.include('waitingEnded');
      },
      'a withdrawal ends the complaint and its work order at any time': async (play) => {
        await isDispatched(play);
        await play.receives('complaintWithdrawn');
        const closed = await play.isClosed();
        expect(closed.tasks.filter(isOpen)).to.deep.equal([]);
        expect(templatesOf(play)).to.deep.equal(['complaint-withdrawn']);
        expect(await play.data()).to.include({ outcome: 'withdrawn' });
      },
      'a customer whom the answer to a major incident does not content has the case looked at again': async (play) => {
        await play.registers();
        await play.receives('majorIncidentAnswered', { response: 'The exchange works again.' });
        await isCalledBack(play, 'dissatisfied');
        const [task] = await play.waitsFor('findOutIncidentFault');
        expect(task?.candidates).to.deep.equal(['manager-hotline@lanzhou']);
        await play.passes('P1D');
        expect(templatesOf(play).slice(-2)).to.deep.equal(['sla-reminder', 'task-overdue']);
        await play.completes('findOutIncidentFault', {
          fault: 'at-fault',
          responsibility: 'branch',
          response: 'This line was never mended.',
        });
        await play.waitsFor('settleAgain');
        await play.passes('PT8H');
        expect(templatesOf(play).slice(-2)).to.deep.equal(['sla-reminder', 'task-overdue']);
        await decides(play, 'settleAgain', 'upheld');
        await play.isClosed();
        expect(templatesOf(play).at(-1)).to.equal('complaint-answered');
        expect(await play.data()).to.include({ outcome: 'upheld', responsibility: 'branch' });
      },
      'a customer whom the answer to a major incident does not content is told why it stands': async (play) => {
        await play.registers();
        await play.receives('majorIncidentAnswered', { response: 'The exchange works again.' });
        await isCalledBack(play, 'dissatisfied');
        await play.completes('findOutIncidentFault', { fault: 'not-at-fault', response: 'The storm cut the cable.' });
        await play.isClosed();
        expect(templatesOf(play).at(-1)).to.equal('complaint-explained');
      },
      'the answer to a major incident answers a bound complaint, which is still called back': async (play) => {
        await play.registers();
        await play.receives('majorIncidentAnswered', { response: 'The exchange works again.' });
        await play.waitsFor('surveyCustomer');
        await isCalledBack(play, 'neutral');
        await play.isClosed();
        expect(await play.data()).to.include({
          outcome: 'answered-with-incident',
          response: 'The exchange works again.',
        });
      },
    },
    [executionExecutor],
  );
});
