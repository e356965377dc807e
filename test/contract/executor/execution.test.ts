import { executionExecutor } from '../../../engine/execution/execution-executor.ts';
import { executorContract } from './executor-contract.ts';

executorContract('execution', executionExecutor, {
  supports: [
    'timers',
    'timerCycles',
    'subProcesses',
    'errors',
    'escalations',
    'messages',
    'signals',
    'conditionals',
    'eventBasedGateways',
    'multiInstance',
    'concurrentRuns',
    'modify',
  ],
});
