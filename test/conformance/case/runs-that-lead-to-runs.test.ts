/** Runs of one case that call, answer and message each other within one command: all is settled once, and nothing goes on for ever. */
import { expect } from 'chai';
import { advance, deliverAgain } from '../../../engine/case/advance.ts';
import type { Case } from '../../../engine/case/case.ts';
import { draftOf, type Draft } from '../../../engine/case/draft.ts';
import { newRun } from '../../../engine/case/run.ts';
import type { Definition } from '../../../engine/definition.ts';
import { executionExecutor } from '../../../engine/execution/execution-executor.ts';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';
import type { Context, DeployedDefinition } from '../../../engine/ports.ts';
import { bpmn, path } from '../model/model-text.ts';
import { noon } from '../execution/play.ts';

type Played = { readonly draft: Draft; readonly context: Context };

const deployed = (definition: Definition | undefined): Promise<DeployedDefinition | undefined> =>
  Promise.resolve(definition && { definition, version: 1 });

const play = async (xml: string, key = 'p'): Promise<Played> => {
  const { definitions, problems } = await compileDefinition({ id: 'd', files: [{ name: 'a.bpmn', content: xml }] });
  expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  const context = {
    executor: executionExecutor,
    executors: new Map([[executionExecutor.name, executionExecutor]]),
    organisation: { nodes: [] },
    definitions: {
      latest: (wanted: string) => deployed(definitions.find((definition) => definition.key === wanted)),
      byId: (wanted: string) => deployed(definitions.find(({ id }) => id === wanted)),
      ofDeployment: () => Promise.all(definitions.map(deployed)),
    },
  } as unknown as Context;
  const first = newRun('r0', (await context.definitions.latest(key))!);
  const fresh = { id: 'c', number: 'C-1', status: 'open', runs: [first], tasks: [], timers: [], slaTargets: [] };
  const draft = draftOf({ ...fresh, incidents: [], lastId: 0 } as unknown as Case);
  return { context, draft: await advance(context, draft, 'r0', { type: 'start' }, noon) };
};

const process = (id: string, content: string): string => `<process id="${id}" isExecutable="true">${content}</process>`;
const straight = process('straight', `<startEvent id="s2"/><endEvent id="e2"/>${path('s2', 'e2')}`);
const call = (id: string, key: string, inside = ''): string =>
  `<callActivity id="${id}" calledElement="${key}">${inside}</callActivity>`;
const instances = (count: number): string =>
  `<multiInstanceLoopCharacteristics><loopCardinality>${count}</loopCardinality></multiInstanceLoopCharacteristics>`;
const messages = '<message id="m1" name="ping"/><message id="m2" name="pong"/>';
const definitionOf = (message: string): string => `<messageEventDefinition messageRef="${message}"/>`;

describe('Runs that lead to runs', () => {
  for (const [title, content] of Object.entries({
    'three calls side by side': `<startEvent id="s"/>${call('a', 'straight')}${call('b', 'straight')}${call('c', 'straight')}
      <endEvent id="e"/>${path('s', 'a', 'e')}${path('s', 'b', 'e')}${path('s', 'c', 'e')}`,
    'a call in five instances at once': `<startEvent id="s"/>${call('a', 'straight', instances(5))}<endEvent id="e"/>${path('s', 'a', 'e')}`,
  }))
    it(`calls each process once when ${title} end at once`, async () => {
      const { draft } = await play(bpmn(content, straight));
      expect(draft.case).to.include({ status: 'closed' });
      expect(draft.case.incidents).to.deep.equal([]);
      expect(draft.entries.filter(({ type }) => type === 'ProcessCalled')).to.have.length(
        title.includes('five') ? 5 : 3,
      );
    });

  it('calls a process a thousand times at once', async () => {
    const content = `<startEvent id="s"/>${call('a', 'straight', instances(1000))}<endEvent id="e"/>${path('s', 'a', 'e')}`;
    const { draft } = await play(bpmn(content, straight));
    expect(draft.case).to.include({ status: 'closed' });
    expect(draft.case.incidents).to.deep.equal([]);
  });

  for (const [title, inside] of Object.entries({ once: '', 'twice at a time': instances(2) }))
    it(`stops a process that calls itself without end, ${title}, with an incident`, async () => {
      const { draft } = await play(
        bpmn(`<startEvent id="s"/>${call('a', 'p', inside)}<endEvent id="e"/>${path('s', 'a', 'e')}`),
      );
      expect(draft.case.status).to.equal('open');
      expect(draft.case.incidents[0]).to.include({ activityId: 'a', code: 'CALLED_PROCESS_FAILED' });
    });

  it('stops two participants that answer each other without end with an incident, and goes on after a retry', async () => {
    const conversation = bpmn(
      `<startEvent id="s"/><exclusiveGateway id="g"/><intermediateThrowEvent id="say">${definitionOf('m1')}</intermediateThrowEvent>
       <intermediateCatchEvent id="hear">${definitionOf('m2')}</intermediateCatchEvent>${path('s', 'g', 'say', 'hear', 'g')}`,
      messages +
        process(
          'other',
          `<startEvent id="s2">${definitionOf('m1')}</startEvent><exclusiveGateway id="g2"/><sendTask id="t2" messageRef="m2"/>
           <receiveTask id="r2" messageRef="m1"/>${path('s2', 'g2', 't2', 'r2', 'g2')}`,
        ),
    );
    const { context, draft } = await play(conversation);
    const [incident] = draft.case.incidents;
    expect(incident).to.include({ code: 'DELIVERY_LIMIT' });
    expect(draft.case.incidents).to.have.length(1);
    const run = draft.case.runs.find(({ id }) => id === incident!.runId)!;
    const cleared = draftOf({ ...draft.case, incidents: [] });
    const again = await deliverAgain(context, cleared, run, incident!.undelivered!, noon);
    expect(again.entries.length).to.be.above(1000);
    expect(again.case.incidents).to.have.length(1);
  });

  it('stops processes that begin each other without end with an incident', async () => {
    const { draft } = await play(
      bpmn(
        `<startEvent id="s"/><startEvent id="sm">${definitionOf('m2')}</startEvent>
         <endEvent id="e">${definitionOf('m1')}</endEvent>${path('s', 'e')}${path('sm', 'e')}`,
        messages +
          process(
            'other',
            `<startEvent id="s2">${definitionOf('m1')}</startEvent><endEvent id="e2">${definitionOf('m2')}</endEvent>${path('s2', 'e2')}`,
          ),
      ),
    );
    expect(draft.case.incidents[0]).to.include({ code: 'DELIVERY_LIMIT' });
  });
});
