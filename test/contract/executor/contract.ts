/** How a group of the contract is written: the feature it needs, its scenarios, each live and restored before every step. */
import type { Executor } from '../../../engine/executor.ts';
import { play, type Player } from './player.ts';

/** What an executor may leave out; everything else in the suite it must do. */
export type Feature =
  | 'timers'
  | 'timerCycles'
  | 'subProcesses'
  | 'errors'
  | 'escalations'
  | 'messages'
  | 'signals'
  | 'conditionals'
  | 'eventBasedGateways'
  | 'multiInstance'
  | 'modify'
  /** A second token at a user task gets a task of its own at once. */
  | 'concurrentRuns';

export type Contract = {
  readonly executor: Executor;
  /** Registers the scenarios inside only when the executor has the feature. */
  readonly feature: (name: Feature, register: () => void) => void;
  readonly scenario: (title: string, xml: string, script: (player: Player) => void) => void;
};

export const makeContract = (executor: Executor, supports: readonly Feature[]): Contract => ({
  executor,
  feature: (name, register) => {
    if (supports.includes(name)) describe(name, register);
  },
  scenario: (title, xml, script) => {
    it(title, async () => script(await play(executor, xml, false)));
    it(`${title}, restored before every step`, async () => script(await play(executor, xml, true)));
  },
});
