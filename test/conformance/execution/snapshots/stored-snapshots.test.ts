import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { executionExecutor } from '../../../../engine/execution/execution-executor.ts';
import type { Data, Execution, Step } from '../../../../engine/executor.ts';
import { definitionOf } from '../play.ts';

const folder = 'test/conformance/execution/snapshots';
const moment = new Date('2026-03-03T12:00:00Z');

const ids = (): (() => string) => {
  let next = 0;
  return () => `new${next++}`;
};

describe('stored snapshots', () => {
  it('of format 1 load and go on to their end', async () => {
    const definition = await definitionOf(readFileSync(`${folder}/format-1.bpmn`, 'utf8'));
    const stored = JSON.parse(readFileSync(`${folder}/format-1.json`, 'utf8')) as Execution;
    const waiting = executionExecutor.waiting(definition, stored);
    expect(waiting.map(({ activityId }) => activityId)).to.deep.equal([
      'stopped',
      'assess',
      'reminder',
      'limit',
      'review',
    ]);
    expect(waiting[1]).to.include({ assignee: 'li' });
    const source = ids();
    let step: Step = { execution: stored, happened: [], waiting };
    const complete = (activityId: string, data: Data = {}): void => {
      const { executionId } = step.waiting.find((entry) => entry.activityId === activityId)!;
      step = executionExecutor.step(
        definition,
        step.execution,
        { type: 'complete', executionId, data },
        moment,
        source,
      );
    };
    complete('review', { mark: 2 });
    complete('assess');
    complete('review', { mark: 3 });
    expect(step.execution.data['marks']).to.deep.equal([1, 2, 3]);
    complete('cancelBooking');
    complete('close');
    expect(step.execution.status).to.equal('completed');
  });

  it('of a format that is yet to come are refused', async () => {
    const definition = await definitionOf(readFileSync(`${folder}/format-1.bpmn`, 'utf8'));
    const stored = JSON.parse(readFileSync(`${folder}/format-1.json`, 'utf8')) as Execution;
    expect(() => executionExecutor.waiting(definition, { ...stored, format: 99 })).to.throw(
      /format 99, cannot be read/,
    );
    expect(() => executionExecutor.waiting(definition, { ...stored, executor: 'bpmn-engine' })).to.throw(/bpmn-engine/);
  });
});
