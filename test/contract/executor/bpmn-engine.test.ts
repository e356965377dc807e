import { bpmnEngineExecutor } from '../../../engine/bpmn-engine/bpmn-engine-executor.ts';
import { executorContract } from './executor-contract.ts';

executorContract('bpmn-engine', bpmnEngineExecutor, {
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
    'modify',
  ],
});
