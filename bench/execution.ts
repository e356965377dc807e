/** What a step of the default executor costs: a ladder of four tiers beside the library executor, and the extremes. */
import { bpmnEngineExecutor } from '../engine/bpmn-engine/bpmn-engine-executor.ts';
import type { Definition } from '../engine/definition.ts';
import { executionExecutor } from '../engine/execution/execution-executor.ts';
import type { Data, Execution, Executor, Step, Stimulus } from '../engine/executor.ts';
import { ladderFiles } from './load/ladder.ts';
import { liveOnStockEngine } from './load/stock-engine.ts';
import { compileDefinition } from '../engine/model/compile-definition.ts';

type Row = { readonly what: string; readonly value: number; readonly unit: string; readonly goal?: string };

const moment = new Date('2026-03-02T08:00:00Z');
const complaintData: Data = { caseNumber: 'C-1', customerClass: 'ordinary', severity: 2 };

const idSource = (): (() => string) => {
  let next = 0;
  return () => `e${(next++).toString(36)}`;
};

const compile = async (files: readonly { name: string; content: string }[]): Promise<Definition> => {
  const { definitions, problems } = await compileDefinition({ id: 'bench', files });
  const [definition] = definitions;
  if (!definition) throw new Error(problems.map(({ message }) => message).join('\n'));
  return definition;
};

const inline = (body: string): Promise<Definition> =>
  compile([
    {
      name: 'bench.bpmn',
      content: `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="bench"><process id="p" isExecutable="true">${body}</process></definitions>`,
    },
  ]);

const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;

type Act = { readonly on: string; readonly data?: Data };

/** A whole life: up the ladder by reminders, limits and transfers, down to the answer. */
const life: readonly Act[] = [
  { on: 'assessmentReminderDue' },
  { on: 'assessmentOverdue' },
  { on: 'investigationReminderDue' },
  { on: 'investigateComplaint', data: { outcome: 'transferred' } },
  { on: 'decisionReminderDue' },
  { on: 'decideComplaint', data: { outcome: 'referred' } },
  { on: 'finalDecisionOverdue' },
  { on: 'decideFinally', data: { outcome: 'upheld' } },
];

const stimulusFor = ({ on, data }: Act, { waiting }: Step): Stimulus => {
  const entry = waiting.find(({ activityId }) => activityId === on);
  if (!entry) throw new Error(`Nothing waits at ${on} but ${waiting.map(({ activityId }) => activityId).join(', ')}`);
  if (entry.kind === 'timer') return { type: 'fireTimer', timerId: entry.timerId };
  return { type: 'complete', executionId: entry.executionId, ...(data && { data }) };
};

/** Adds the µs of every step of one life; returns the execution after its start. */
const live = (executor: Executor, definition: Definition, durations: number[]): Execution => {
  const ids = idSource();
  const timed = (execution: Execution | undefined, stimulus: Stimulus): Step => {
    const began = performance.now();
    const step = executor.step(definition, execution, stimulus, moment, ids);
    durations.push((performance.now() - began) * 1000);
    return step;
  };
  let step = timed(undefined, { type: 'start', data: complaintData });
  const first = step.execution;
  for (const act of life) step = timed(step.execution, stimulusFor(act, step));
  if (step.execution.status !== 'completed') throw new Error('The life of the benchmark does not end.');
  return first;
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;

const lives = (executor: Executor, definition: Definition, count: number): { us: number[]; first: Execution } => {
  const us: number[] = [];
  let first = live(executor, definition, []);
  for (let round = 0; round < count; round += 1) first = live(executor, definition, us);
  return { us, first };
};

const size = ({ state }: Execution): number => JSON.stringify(state).length;

const wholeLife = async (): Promise<Row[]> => {
  const definition = await compile(ladderFiles());
  lives(executionExecutor, definition, 300);
  const own = lives(executionExecutor, definition, 1000);
  const library = lives(bpmnEngineExecutor, definition, 20);
  await liveOnStockEngine();
  const stock = await liveOnStockEngine();
  const stockUs = quantile(stock.ms, 0.5) * 1000;
  return [
    { what: 'ladder of four tiers, median step', value: quantile(own.us, 0.5), unit: 'µs', goal: '≤ 50' },
    { what: 'ladder of four tiers, 99th percentile', value: quantile(own.us, 0.99), unit: 'µs' },
    { what: 'the same on bpmn-engine, median step', value: quantile(library.us, 0.5), unit: 'µs' },
    {
      what: 'bpmn-engine / execution',
      value: quantile(library.us, 0.5) / quantile(own.us, 0.5),
      unit: '×',
      goal: '≥ 100',
    },
    { what: 'stock Engine of bpmn-engine, median completed task', value: stockUs, unit: 'µs' },
    { what: 'stock Engine / execution', value: stockUs / quantile(own.us, 0.5), unit: '×', goal: '≥ 100' },
    { what: 'state at one task with two timers', value: size(own.first), unit: 'bytes', goal: '≤ 1500' },
    { what: 'the same on bpmn-engine', value: size(library.first), unit: 'bytes' },
    { what: 'the same on stock Engine', value: stock.stateBytes, unit: 'bytes' },
  ];
};

const medianMs = (run: () => void): number => {
  run();
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return quantile(times, 0.5);
};

const thousandInstances = async (): Promise<Row[]> => {
  const definition = await inline(
    `<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">1000</loopCardinality></multiInstanceLoopCharacteristics></userTask><endEvent id="e"/>${flow('s', 'a')}${flow('a', 'e')}`,
  );
  const run = (): void => {
    const ids = idSource();
    let step = executionExecutor.step(definition, undefined, { type: 'start' }, moment, ids);
    while (step.execution.status === 'running') {
      const { executionId } = step.waiting[0]!;
      step = executionExecutor.step(definition, step.execution, { type: 'complete', executionId }, moment, ids);
    }
  };
  return [{ what: '1,000 parallel instances, a step for each', value: medianMs(run), unit: 'ms', goal: '< 100' }];
};

const bigJoin = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const width of [250, 500, 1000]) {
    const branches = Array.from(
      { length: width },
      (_, index) => `<task id="t${index}"/>${flow('f', `t${index}`)}${flow(`t${index}`, 'j')}`,
    );
    const definition = await inline(
      `<startEvent id="s"/><parallelGateway id="f"/>${branches.join('')}<parallelGateway id="j"/><endEvent id="e"/>${flow('s', 'f')}${flow('j', 'e')}`,
    );
    const run = (): void => {
      executionExecutor.step(definition, undefined, { type: 'start' }, moment, idSource());
    };
    rows.push({ what: `fork and join of ${width} tokens`, value: medianMs(run), unit: 'ms', goal: 'linear' });
  }
  return rows;
};

const used = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
};

const memory = async (): Promise<Row[]> => {
  const definition = await compile(ladderFiles());
  const before = used();
  const held = Array.from({ length: 10_000 }, () => {
    const stimulus: Stimulus = { type: 'start', data: { ...complaintData } };
    const { execution } = executionExecutor.step(definition, undefined, stimulus, moment, idSource());
    return execution;
  });
  return [{ what: `${held.length} executions in memory`, value: used() - before, unit: 'MB', goal: '< 100' }];
};

const rows = [...(await wholeLife()), ...(await thousandInstances()), ...(await bigJoin()), ...(await memory())];
console.table(rows.map((row) => ({ ...row, value: Number(row.value.toPrecision(3)) })));
