import { expect } from 'chai';
import type { Happening, ShownEntry } from '../../../engine/index.ts';
import { replayFrames } from '../../../views/presenters/replay.ts';
import { runInView, statesAfter, type RunState } from '../../../views/replay/replay-state.ts';

const entered = (activityId: string, executionId: string): Happening => ({ type: 'entered', activityId, executionId });
const left = (
  activityId: string,
  executionId: string,
  outcome: 'completed' | 'cancelled' = 'completed',
): Happening => ({ type: 'left', activityId, executionId, outcome });

const definition = (version: number) => ({ id: `d${version}/complaint`, key: 'complaint', version });

const journal = (...entries: Partial<ShownEntry>[]): ShownEntry[] =>
  entries.map((entry, index) => ({ sequence: index + 1, ...entry }) as ShownEntry);

const step = (runId: string, ...happened: Happening[]): Partial<ShownEntry> => ({
  type: 'ProcessAdvanced',
  details: { runId, stimulus: 'complete' },
  happened,
});

const registered: Partial<ShownEntry> = { type: 'CaseRegistered', details: { definition: definition(1) } };

const after = (entries: readonly ShownEntry[], sequence: number, runId = 'r1'): RunState =>
  statesAfter(replayFrames(entries), sequence).get(runId)!;

const activeIn = (state: RunState): string[] => [...state.active.values()];

describe('The replay of a journal', () => {
  const walked = journal(
    registered,
    step(
      'r1',
      entered('received', '1'),
      left('received', '1'),
      { type: 'taken', flowId: 'f1' },
      entered('assess', '2'),
    ),
    { type: 'TaskClaimed', taskId: 'c.r1.2' },
    step('r1', left('assess', '2', 'cancelled'), entered('overdue', '3'), left('overdue', '3'), entered('decide', '4')),
  );

  it('shows after each entry where the tokens were, what was passed and what was called off', () => {
    expect(activeIn(after(walked, 1))).to.deep.equal([]);
    expect(activeIn(after(walked, 2))).to.deep.equal(['assess']);
    expect([...after(walked, 3).passed]).to.deep.equal(['received', 'f1']);
    expect(activeIn(after(walked, 4))).to.deep.equal(['decide']);
    expect([...after(walked, 4).cancelled]).to.deep.equal(['assess']);
  });

  it('follows every instance of an element on its own', () => {
    const entries = journal(
      registered,
      step('r1', entered('ask', '1'), entered('ask', '2')),
      step('r1', left('ask', '1')),
      step('r1', left('ask', '2')),
    );
    expect(activeIn(after(entries, 3))).to.deep.equal(['ask']);
    expect(activeIn(after(entries, 4))).to.deep.equal([]);
  });

  it('goes on in the version a run was moved to, under the new ids', () => {
    const entries = journal(
      registered,
      step('r1', entered('assess', '2'), left('gone', '9')),
      {
        type: 'CaseMigrated',
        details: {
          runId: 'r1',
          from: definition(1),
          to: definition(2),
          mapping: { elements: { assess: 'examine', gone: null } },
        },
      },
      step('r1', left('examine', '2'), entered('decide', '3')),
    );
    const before = after(entries, 2);
    expect([before.definitionId, activeIn(before)]).to.deep.equal(['d1/complaint', ['assess']]);
    const moved = after(entries, 3);
    expect([moved.definitionId, activeIn(moved)]).to.deep.equal(['d2/complaint', ['examine']]);
    expect([...moved.passed]).to.deep.equal([]);
    expect(activeIn(after(entries, 4))).to.deep.equal(['decide']);
  });

  it('keeps called processes apart, each with its version, and looks at the one something happens in', () => {
    const entries = journal(
      registered,
      step('r1', entered('dispatch', '1')),
      {
        type: 'ProcessCalled',
        details: { runId: 'r2', definition: { id: 'w/workOrder', key: 'workOrder', version: 4 } },
      },
      step('r2', entered('repair', '2')),
      { type: 'NoteAdded', details: { text: 'called' } },
      step('r2', left('repair', '2'), { type: 'ended', status: 'completed' }),
      step('r1', left('dispatch', '1'), entered('answer', '3')),
    );
    const frames = replayFrames(entries);
    expect([2, 4, 5, 7].map((sequence) => runInView(frames, sequence))).to.deep.equal(['r1', 'r2', 'r2', 'r1']);
    expect(after(entries, 6, 'r2')).to.include({ definitionId: 'w/workOrder', hasEnded: true });
    expect(activeIn(after(entries, 7))).to.deep.equal(['answer']);
  });

  it('marks an incident until it is over', () => {
    const base = { activityId: 'send', executionId: '1' };
    const entries = journal(
      registered,
      step('r1', entered('send', '1'), { type: 'incidentRaised', ...base, code: 'X', message: 'm' }),
      step('r1', { type: 'incidentResolved', ...base }),
    );
    expect([...after(entries, 2).stuck]).to.deep.equal(['send']);
    expect([...after(entries, 3).stuck]).to.deep.equal([]);
  });

  it('begins again where a closed case was reopened', () => {
    const entries = journal(
      registered,
      step('r1', entered('decide', '1'), left('decide', '1'), { type: 'ended', status: 'completed' }),
      { type: 'CaseReopened', reason: 'r' },
      step('r1', entered('decide', '5')),
    );
    expect(after(entries, 2).hasEnded).to.equal(true);
    expect(after(entries, 4).hasEnded).to.equal(false);
    expect(activeIn(after(entries, 4))).to.deep.equal(['decide']);
  });

  it('shows nothing before anything began', () => {
    expect(runInView(replayFrames(walked), 0)).to.equal(undefined);
    expect(statesAfter(replayFrames(walked), 0).size).to.equal(0);
  });
});
