import { expect } from 'chai';
import { executionExecutor } from '../../engine/index.ts';
import { playStories, type ProcessPlay } from './process-play.ts';

const templatesOf = ({ store }: ProcessPlay): string[] => store.messages.map(({ template }) => template);

const approves = (play: ProcessPlay, data = {}): Promise<void> =>
  play.completes('reviewDispatch', { dispatchReview: 'approved', workOrderRequest: 'Mend the line.', ...data });

const replies = (play: ProcessPlay): Promise<void> =>
  play.completes('handleWorkOrder', { branchOutcome: 'replied', branchReply: 'The cable was replaced.' });

const accepts = (play: ProcessPlay): Promise<void> =>
  play.completes('reviewReply', { replyReview: 'accepted', response: 'Your line works again.' });

describe('The work order process', () => {
  playStories(
    'workOrder',
    {
      'an order goes to the department of its category and is answered': async (play) => {
        await play.registers({ category: 'billing' });
        const [review] = await play.waitsFor('reviewDispatch');
        expect(review?.candidates).to.deep.equal(['senior-agent@lanzhou']);
        expect(review?.dueAt?.toISOString()).to.equal('2026-03-02T10:00:00.000Z');
        await approves(play);
        const [order] = await play.waitsFor('handleWorkOrder');
        expect(order?.candidates).to.deep.equal(['branch-handler@lanzhou-branch-billing']);
        // Two working days of the branch.
        expect(order?.dueAt?.toISOString()).to.equal('2026-03-04T08:00:00.000Z');
        await replies(play);
        await accepts(play);
        await play.isClosed();
        expect(await play.data()).to.include({ workOrderNumber: 'C-000001-1', replyReview: 'accepted' });
        expect(templatesOf(play)).to.deep.equal([]);
      },
      'the senior agent may refuse to dispatch': async (play) => {
        await play.registers();
        await play.completes('reviewDispatch', { dispatchReview: 'refused' });
        await play.isClosed();
      },
      'an order sent to the wrong branch comes back and goes to the right one': async (play) => {
        await play.registers();
        await approves(play);
        await play.completes('handleWorkOrder', {
          branchOutcome: 'returned',
          branchReply: 'Not our line.',
          returnReason: 'wrong-branch',
        });
        await play.completes('reviewReturn', { returnReview: 'dispatched-again', branch: 'baiyin-branch-network' });
        const [order] = await play.waitsFor('handleWorkOrder');
        expect(order?.candidates).to.deep.equal(['branch-handler@baiyin-branch-network']);
        await replies(play);
        await accepts(play);
        await play.isClosed();
      },
      'a returned order may be withdrawn': async (play) => {
        await play.registers();
        await approves(play);
        await play.completes('handleWorkOrder', { branchOutcome: 'returned', branchReply: 'The address is missing.' });
        await play.completes('reviewReturn', { returnReview: 'withdrawn' });
        await play.isClosed();
      },
      'a reply that does not answer the request goes back to the branch': async (play) => {
        await play.registers();
        await approves(play);
        await replies(play);
        await play.completes('reviewReply', { replyReview: 'sent-back', workOrderRequest: 'And the socket?' });
        await play.waitsFor('handleWorkOrder');
        await replies(play);
        await accepts(play);
        await play.isClosed();
      },
      'the branch is chased before the limit, and past it the order is counted against it': async (play) => {
        await play.registers({ severity: 'high' });
        await approves(play);
        // The branch works until 17:30 and from 08:30: four and a half hours are over on Tuesday at 11:30.
        await play.passes('PT19H30M');
        expect(templatesOf(play)).to.deep.equal(['work-order-chased']);
        expect(play.store.messages[0]?.to).to.deep.equal(['branch-handler@lanzhou-branch-network']);
        await play.waitsFor('handleWorkOrder', 'reviewChase');
        await play.completes('reviewChase', { chaseNote: 'A team is on its way.' });
        await play.passes('PT3H');
        expect(templatesOf(play)).to.deep.equal(['work-order-chased', 'work-order-overdue']);
        expect(play.store.messages[1]?.to).to.deep.equal(['manager-hotline@lanzhou']);
        expect(await play.data()).to.include({ isOverdue: true, compensation: 100 });
        await replies(play);
        await accepts(play);
        await play.isClosed();
      },
      'an agent may chase at any time; the review of the chase ends with the order': async (play) => {
        await play.registers();
        await approves(play);
        await play.receives('workOrderChased');
        await play.receives('workOrderChased');
        expect(templatesOf(play)).to.deep.equal(['work-order-chased', 'work-order-chased']);
        await play.waitsFor('handleWorkOrder', 'reviewChase', 'reviewChase');
        await replies(play);
        await accepts(play);
        await play.isClosed();
      },
      'a review left lying is reported to the manager hotline and the supervisor, and stays where it is': async (
        play,
      ) => {
        const isReported = async (activityId: string, others: readonly string[] = []): Promise<void> => {
          const before = templatesOf(play).length;
          await play.passes('PT2H');
          expect(templatesOf(play).slice(before)).to.deep.equal(['sla-reminder', 'task-overdue']);
          expect(play.store.messages.at(-1)?.to).to.deep.equal(['manager-hotline@lanzhou', 'service-supervisor@gansu']);
          await play.waitsFor(activityId, ...others);
        };
        await play.registers({ category: 'billing' });
        await isReported('reviewDispatch');
        await approves(play);
        await play.receives('workOrderChased');
        await isReported('reviewChase', ['handleWorkOrder']);
        await play.completes('reviewChase', { chaseNote: 'They will see to it.' });
        await play.completes('handleWorkOrder', { branchOutcome: 'returned', branchReply: 'Which bill?' });
        await isReported('reviewReturn');
        await play.completes('reviewReturn', { returnReview: 'dispatched-again' });
        await replies(play);
        await isReported('reviewReply');
        await accepts(play);
        await play.isClosed();
      },
      'an order that goes to and fro is late as a whole, although each dispatch has its limit again': async (play) => {
        await play.registers({ category: 'billing' });
        for (let times = 0; times < 3; times += 1) {
          await approves(play).catch(() => undefined);
          await play.passes('P1D');
          await replies(play);
          await play.passes('P1D');
          await play.completes('reviewReply', { replyReview: 'sent-back' });
        }
        const { slaTargets } = await play.current();
        const whole = slaTargets.find(({ taskId }) => taskId === 'case');
        expect([whole?.dueAt?.toISOString(), whole?.breachedAt !== undefined]).to.deep.equal([
          '2026-03-06T08:00:00.000Z',
          true,
        ]);
        expect((await play.data())['isOverdue']).to.equal(undefined);
      },
      'a branch with a system of its own works the order there': async (play) => {
        await play.registers({ customer: { class: 'leased-line' } }, { branchHasSystem: true });
        await approves(play);
        await play.waitsFor();
        expect(await play.topics()).to.deep.equal(['branch-work-order']);
        await play.passes('PT19H');
        expect(await play.data()).to.include({ isOverdue: true, compensation: 500 });
        await play.works('branch-work-order', { branchOutcome: 'replied', branchReply: 'Done.' });
        await accepts(play);
        await play.isClosed();
      },
    },
    [executionExecutor],
  );
});
