/** A ladder's life on bpmn-engine's own `Engine`, as its documentation shows it: recover, resume, signal, save, stop. */
import { readFileSync } from 'node:fs';
import { Engine, type BpmnEngineExecutionState } from 'bpmn-engine';
import { ladderSource } from './ladder.ts';

// It has no services here: what is only sent is left out of the comparison.
const source = readFileSync(ladderSource, 'utf8').replaceAll('sendTask', 'task');

const tasks = ['assessComplaint', 'investigateComplaint', 'decideComplaint', 'decideFinally'];

/** Milliseconds of each completed task, and the size of the state in bytes while the first one waited. */
export const liveOnStockEngine = async (): Promise<{ ms: number[]; stateBytes: number }> => {
  const ms: number[] = [];
  const first = new Engine({ name: 'bench', source });
  await first.execute({ variables: { customerClass: 'ordinary' } });
  let state: BpmnEngineExecutionState = await first.getState();
  await first.stop();
  const stateBytes = JSON.stringify(state).length;
  for (const id of tasks) {
    const began = performance.now();
    const engine = new Engine({ name: 'bench' }).recover(state);
    const execution = await engine.resume();
    execution.signal({ id });
    state = await engine.getState();
    // Resolves only for an engine that still runs, and the last one does not.
    void engine.stop();
    ms.push(performance.now() - began);
  }
  return { ms, stateBytes };
};
