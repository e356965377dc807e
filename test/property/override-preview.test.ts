import { expect } from 'chai';
import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  dictionary,
  nat,
  oneof,
  record,
  type Arbitrary,
} from 'fast-check';
import {
  applyOverride,
  isOpen,
  previewOverride,
  Refusal,
  type Case,
  type OverrideRequest,
} from '../../engine/index.ts';
import { effectOf, type Effect } from '../../engine/overrides/effect.ts';
import { person, scenario, type Play } from '../scenario/scenario.ts';

const manager = person('manager-hotline', 'lanzhou');

const elements = [
  'assessComplaint',
  'investigateComplaint',
  'decideComplaint',
  'decideFinally',
  'answerReady',
  'nowhere',
];
const people = ['a.lanzhou', 'b.lanzhou'];

const request: Arbitrary<OverrideRequest> = oneof(
  record({ action: constant('reassign' as const), assignee: constantFrom(...people) }),
  record({
    action: constant('reassign' as const),
    candidateGroups: constantFrom(['senior-agent'], ['junior-agent', 'manager-hotline@lanzhou']),
  }),
  record({ action: constant('claimFor' as const), assignee: constantFrom(...people) }),
  record({ action: constant('setPriority' as const), priority: constantFrom(1, 50, null) }),
  record({
    action: constantFrom('escalate' as const, 'sendBack' as const, 'repeat' as const, 'skip' as const),
  }),
  record({ action: constant('move' as const), toActivityId: constantFrom(...elements) }),
  record({ action: constant('editData' as const), data: dictionary(constantFrom('a', 'b'), nat(3)) }),
  record({ action: constant('pauseClock' as const), pauseReason: constantFrom('awaitingCustomer', 'tea') }),
  record({ action: constantFrom('suspend' as const, 'resume' as const, 'resumeClock' as const) }),
  record({ action: constant('extend' as const), by: constantFrom('PT1H', 'P1D') }),
);

const refusalOf = async (act: Promise<unknown>): Promise<string | undefined> => {
  try {
    await act;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** The effect of what really happened, read off the journal and the outbox. */
const effectOfAct = async ({ context, store }: Play, before: Case, after: Case): Promise<Effect> => {
  const entries = store.journal
    .filter(({ caseId, sequence }) => caseId === before.id && sequence > before.journalHead.sequence)
    .map((entry) => {
      const message = store.messages.find(({ id }) => id === `${entry.caseId}:${entry.sequence}`);
      return message ? { ...entry, message } : entry;
    });
  return effectOf(context, before, after, entries);
};

describe('The preview of an override', function () {
  scenario('says what then happens, whatever was done to the case before', async (play) => {
    await assert(
      asyncProperty(array(request, { minLength: 1, maxLength: 8 }), async (requests) => {
        play.store.journal.length = 0;
        play.store.messages.length = 0;
        await play.given.complaint();
        for (const one of requests) {
          const before = await play.current();
          const command = { actor: manager, at: play.now(), caseId: before.id, reason: 'test', request: one };
          let foreseen: Effect | undefined;
          const refused = await refusalOf(
            previewOverride(play.context, command).then(({ effect }) => (foreseen = effect)),
          );
          expect(await play.current(), 'a preview changes nothing').to.deep.equal(before);
          expect(await refusalOf(applyOverride(play.context, command))).to.equal(refused);
          const after = await play.current();
          if (refused === undefined) expect(await effectOfAct(play, before, after)).to.deep.equal(foreseen);
          else expect(after).to.deep.equal(before);
          expect(after.status === 'open' || after.tasks.filter(isOpen).length === 0).to.equal(true);
          await play.when.passes('PT30M');
        }
      }),
      { numRuns: 15 },
    );
  });

  scenario('is followed by an undo that puts tasks and tokens back', async (play) => {
    await play.given.complaint();
    const shape = async (): Promise<unknown> => {
      const { tasks, tier, suspended } = await play.current();
      return {
        tier,
        isSuspended: suspended !== undefined,
        tasks: tasks
          .filter(isOpen)
          .map(({ activityId, status, candidates, priority }) => ({ activityId, status, candidates, priority })),
      };
    };
    const undoable: OverrideRequest[] = [
      { action: 'reassign', assignee: 'a.lanzhou' },
      { action: 'reassign', candidateGroups: ['senior-agent'] },
      { action: 'claimFor', assignee: 'b.lanzhou' },
      { action: 'setPriority', priority: 7 },
      { action: 'escalate' },
      { action: 'move', toActivityId: 'decideComplaint' },
      { action: 'suspend' },
      { action: 'pauseClock', pauseReason: 'awaitingCustomer' },
    ];
    for (const one of undoable) {
      const before = await shape();
      const { id: caseId } = await play.current();
      const command = { actor: manager, at: play.now(), caseId, reason: 'test' };
      const { undo } = await applyOverride(play.context, { ...command, request: one });
      expect(undo, one.action).not.to.equal(undefined);
      await applyOverride(play.context, { ...command, request: undo as OverrideRequest });
      expect(await shape(), one.action).to.deep.equal(before);
    }
  });
});
