import { expect } from 'chai';
import * as fc from 'fast-check';
import { executionExecutor } from '../../engine/execution/execution-executor.ts';
import type { State } from '../../engine/execution/state.ts';
import type { Execution, Step } from '../../engine/executor.ts';
import { compileDefinition } from '../../engine/model/compile-definition.ts';
import { afterTask, graphModel, graphs, restingPlaces } from './graph-model.ts';

const moment = new Date('2026-03-02T12:00:00Z');

const idSource = (): (() => string) => {
  let next = 0;
  return () => `r${next++}`;
};

/** The engine's tokens in the words of the naive interpreter. */
const markingOf = ({ state }: Execution): string[] =>
  (state as State).runs
    .filter((run) => run.in !== undefined)
    .flatMap((run) =>
      run.tokens
        ? Object.entries(run.tokens).flatMap(([flow, count]) => Array.from({ length: count }, () => flow))
        : `at ${run.node}`,
    )
    .toSorted();

describe('execution of random graphs of gateways', () => {
  it('never leaves the markings that a naive reading of the standard allows', async () => {
    let played = 0;
    await fc.assert(
      fc.asyncProperty(graphs, fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), async (graph, choices) => {
        const { definitions } = await compileDefinition({
          id: 'd',
          files: [{ name: 'g.bpmn', content: graphModel(graph) }],
        });
        const [definition] = definitions;
        fc.pre(definition !== undefined);
        const ids = idSource();
        let step: Step = executionExecutor.step(definition, undefined, { type: 'start' }, moment, ids);
        let allowed = restingPlaces(graph, ['s.n0']);
        for (let round = 0; ; round += 1) {
          const marking = markingOf(step.execution);
          expect([...allowed]).to.include(marking.join(' + '));
          const { waiting } = step;
          if (waiting.length === 0 || round > 60) break;
          const { executionId, activityId } = waiting[(choices[round % choices.length] ?? 0) % waiting.length]!;
          allowed = restingPlaces(graph, afterTask(graph, marking, Number(activityId.slice(1))));
          step = executionExecutor.step(definition, step.execution, { type: 'complete', executionId }, moment, ids);
          played += 1;
        }
      }),
      { numRuns: 200 },
    );
    expect(played).to.be.greaterThan(100);
  });
});
