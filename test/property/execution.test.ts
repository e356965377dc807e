import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Definition } from '../../engine/definition.ts';
import { executionExecutor } from '../../engine/execution/execution-executor.ts';
import type { State } from '../../engine/execution/state.ts';
import type { Execution, Happening, Step, Stimulus } from '../../engine/executor.ts';
import { compileDefinition } from '../../engine/model/compile-definition.ts';
import { blocks, expectedRuns, modelOf } from './block-model.ts';

const moment = new Date('2026-03-02T12:00:00Z');
const mostSteps = 2000;

const compile = async (xml: string): Promise<Definition> => {
  const { definitions, problems } = await compileDefinition({
    id: 'd',
    files: [{ name: 'random.bpmn', content: xml }],
  });
  if (!definitions[0])
    throw new Error(problems.flatMap(({ severity, message }) => (severity === 'error' ? message : [])).join('\n'));
  return definitions[0];
};

const idSource = (): (() => string) => {
  let next = 0;
  return () => `r${next++}`;
};

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

type Played = { readonly execution: Execution; readonly happened: readonly Happening[]; readonly steps: number };

/** Completes waiting work in the order the choices say until nothing waits; `each` sees every step. */
const playOut = (
  definition: Definition,
  choices: readonly number[],
  each: (step: Step, happened: readonly Happening[]) => Execution = ({ execution }) => execution,
): Played => {
  const ids = idSource();
  const happened: Happening[] = [];
  const take = (execution: Execution | undefined, stimulus: Stimulus): Step => {
    const step = executionExecutor.step(definition, execution, stimulus, moment, ids);
    for (const happening of step.happened) happened.push(happening);
    return step;
  };
  let step = take(undefined, { type: 'start' });
  let steps = 0;
  for (; step.waiting.length > 0 && steps < mostSteps; steps += 1) {
    const { executionId } = step.waiting[(choices[steps % choices.length] ?? 0) % step.waiting.length]!;
    step = take(each(step, happened), { type: 'complete', executionId });
  }
  each(step, happened);
  return { execution: step.execution, happened, steps };
};

/** Tokens by place, from what was reported alone: open runs, and flows taken to a join that has not fired yet. */
const replay = (definition: Definition, happened: readonly Happening[]): string[] => {
  const open = new Map<string, string>();
  for (const happening of happened) {
    if (happening.type === 'entered') open.set(happening.executionId, happening.activityId);
    if (happening.type === 'left') open.delete(happening.executionId);
  }
  expect(definition.elements.size).to.be.greaterThan(0);
  return [...open.keys()].toSorted();
};

const order = fc.array(fc.nat(7), { minLength: 1, maxLength: 20 });

describe('execution of random block-structured models', () => {
  it('ends, and runs every task exactly as often as counting the blocks says', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, order, async (block, choices) => {
        const definition = await compile(modelOf(block));
        const { execution, happened, steps } = playOut(definition, choices);
        fc.pre(steps < mostSteps);
        expect(execution.status).to.equal('completed');
        for (const [id, count] of expectedRuns(block)) {
          const runs = happened.filter(
            (entry) => entry.type === 'left' && entry.activityId === id && entry.outcome === 'completed',
          );
          expect(runs.length, id).to.equal(count);
        }
        expect(happened.filter((entry) => entry.type === 'entered' && entry.activityId === 'e')).to.have.length(1);
      }),
      { numRuns: 150 },
    );
  });

  it('goes on from stored state exactly as it does live, and what happened replays to the open runs', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, order, async (block, choices) => {
        const xml = modelOf(block);
        const [definition, other] = [await compile(xml), await compile(xml)];
        const live = playOut(definition, choices, (step, happened) => {
          const { runs } = step.execution.state as State;
          const open = runs.filter((run) => run.in !== undefined && !run.tokens).map(({ id }) => id);
          expect(replay(definition, happened)).to.deep.equal(open.toSorted());
          return step.execution;
        });
        const restored = playOut(other, choices, ({ execution }) => copied(execution));
        expect(JSON.stringify(restored)).to.equal(JSON.stringify(live));
      }),
      { numRuns: 80 },
    );
  });

  it('loses and doubles no token: flows into and out of every gateway add up', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, order, async (block, choices) => {
        const definition = await compile(modelOf(block));
        const { happened, steps } = playOut(definition, choices);
        fc.pre(steps < mostSteps);
        const flowIds = [...definition.elements.values()]
          .filter(({ type }) => type === 'sequenceFlow')
          .map(({ id }) => id);
        const taken = (isMeant: (flowId: string) => boolean): number =>
          happened.filter((entry) => entry.type === 'taken' && isMeant(entry.flowId)).length;
        for (const { id, type } of definition.elements.values()) {
          if (!type.endsWith('Gateway')) continue;
          const entered = happened.filter((entry) => entry.type === 'entered' && entry.activityId === id).length;
          const [into, out] = [
            taken((flowId) => flowId.endsWith(`.${id}`)),
            taken((flowId) => flowId.startsWith(`${id}.`)),
          ];
          const incoming = flowIds.filter((flowId) => flowId.endsWith(`.${id}`)).length;
          const outgoing = flowIds.filter((flowId) => flowId.startsWith(`${id}.`)).length;
          if (type === 'exclusiveGateway') expect([into, out], id).to.deep.equal([entered, entered]);
          if (type === 'parallelGateway')
            expect([into, out], id).to.deep.equal([entered * incoming, entered * outgoing]);
        }
      }),
      { numRuns: 80 },
    );
  });
});
