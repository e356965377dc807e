/** Both executors side by side on random models: whatever is completed or fired, they stand at the same place. */
import { expect } from 'chai';
import { array, assert, asyncProperty, nat } from 'fast-check';
import { bpmnEngineExecutor } from '../../../engine/bpmn-engine/bpmn-engine-executor.ts';
import { executionExecutor } from '../../../engine/execution/execution-executor.ts';
import { play, type Player } from './player.ts';
import { chooseFrom, randomModel, type Choose } from './random-model.ts';

const STEPS = 12;

/** A join that waits for more tokens may be reported when its scope is cancelled, or not. */
const isWaitingJoin = (id: string): boolean => id.startsWith('join');

const standing = (player: Player): unknown => ({
  status: player.execution.status,
  data: player.execution.data,
  waits: player.waiting.map(({ kind, activityId, scopeIds }) => `${kind} ${activityId} ${scopeIds.length}`).toSorted(),
  happened: player.happened
    .flatMap((event) => {
      if (event.type === 'taken') return [`taken ${event.flowId}`];
      if ((event.type !== 'entered' && event.type !== 'left') || isWaitingJoin(event.activityId)) return [];
      return [`${event.type} ${event.activityId} ${'outcome' in event ? event.outcome : ''}`];
    })
    .toSorted(),
});

const proceed = (players: readonly Player[], choose: Choose): void => {
  const open = [...new Set(players[0]!.waiting.map(({ kind, activityId }) => `${kind} ${activityId}`))].toSorted();
  const [kind, activityId = ''] = open[choose(open.length)]!.split(' ');
  const data = { v0: choose(2), v1: choose(2) };
  for (const player of players) {
    if (kind === 'timer') player.fire(activityId);
    else player.complete(activityId, data);
  }
};

describe('the two executors', () => {
  it('agree on random block-structured models', async () => {
    await assert(
      asyncProperty(array(nat(1000), { minLength: 20, maxLength: 80 }), async (tape) => {
        const choose = chooseFrom(tape);
        const xml = randomModel(choose);
        const players = await Promise.all(
          [executionExecutor, bpmnEngineExecutor].map((executor) => play(executor, xml, false)),
        );
        const data = { v0: choose(2), v1: 0, v2: 1 };
        for (const player of players) player.start(data);
        for (let step = 0; step < STEPS; step += 1) {
          expect(standing(players[1]!)).to.deep.equal(standing(players[0]!));
          if (players[0]!.execution.status !== 'running') return;
          proceed(players, choose);
        }
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);
});
