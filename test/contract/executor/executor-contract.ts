/** What every executor must do; run it from a test file per executor. */
import type { Executor } from '../../../engine/executor.ts';
import { makeContract, type Feature } from './contract.ts';
import { eventContract } from './event-contract.ts';
import { flowContract } from './flow-contract.ts';
import { modifyContract } from './modify-contract.ts';
import { portContract } from './port-contract.ts';
import { scopeContract } from './scope-contract.ts';
import { taskContract } from './task-contract.ts';

/** `supports` lists the optional features the executor has; groups that need another one are not registered. */
export const executorContract = (
  name: string,
  executor: Executor,
  { supports }: { supports: readonly Feature[] },
): void => {
  describe(`executor contract: ${name}`, () => {
    const contract = makeContract(executor, supports);
    describe('flow', () => flowContract(contract));
    describe('tasks', () => taskContract(contract));
    describe('events', () => eventContract(contract));
    describe('scopes', () => scopeContract(contract));
    describe('interventions', () => modifyContract(contract));
    describe('port', () => portContract(contract));
  });
};
