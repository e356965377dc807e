import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import {
  acknowledgeCase,
  bpmnEngineExecutor,
  calendarBook,
  compileDefinition,
  completeTask,
  executionExecutor,
  extendTarget,
  fireTimer,
  isOpen,
  pauseClock,
  registerCase,
  resumeClock,
  slaState,
  timerActor,
  type Actor,
  type Case,
  type Context,
  type DeployedDefinition,
  type Executor,
  type OrganisationNode,
} from '../../engine/index.ts';
import { readCalendars } from '../../read-calendars.ts';
import { memoryStore } from './memory-store.ts';
import { person } from './scenario.ts';

const organisation = new Map(
  (
    JSON.parse(
      readFileSync(new URL('../../../processes/organisation.json', import.meta.url), 'utf8'),
    ) as OrganisationNode[]
  ).map((node) => [node.id, node]),
);
const calendars = calendarBook(await readCalendars());
const agent = person('senior-agent', 'baiyin');
const manager = person('manager-hotline', 'baiyin');
const local = (moment: Date | undefined): string | undefined =>
  moment && new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);

/** One task with a limit of four hours and, unless left out, a reminder after three; then a second task without limit. */
const model = ({
  process = '',
  task = '',
  reminder = true,
  limit = 'PT4H',
  cycle = false,
} = {}): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:ladder="urn:caseladder:bpmn:1" id="d" targetNamespace="t">
  <message id="m" name="asked"/>
  <process id="clocked" isExecutable="true" ladder:calendar="centre" ${process}>
    <startEvent id="received"/>
    <userTask id="investigate" name="investigate" camunda:candidateGroups="senior-agent" ladder:tier="senior"/>
    <boundaryEvent id="overdue" attachedToRef="investigate" cancelActivity="${!cycle}" ladder:slaMark="limit"><timerEventDefinition>${
      cycle
        ? `<timeCycle xsi:type="tFormalExpression">R/${limit}</timeCycle>`
        : `<timeDuration xsi:type="tFormalExpression">${limit}</timeDuration>`
    }</timerEventDefinition></boundaryEvent>
    ${reminder ? '<boundaryEvent id="reminderDue" attachedToRef="investigate" cancelActivity="false" ladder:slaMark="reminder"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT3H</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="reminded"/><sequenceFlow id="f3" sourceRef="reminderDue" targetRef="reminded"/>' : ''}
    <userTask id="decide" name="decide" camunda:candidateGroups="manager-hotline" ladder:tier="manager" ${task}/>
    <endEvent id="answered"/>${cycle ? '<endEvent id="reported"/>' : ''}
    <sequenceFlow id="f0" sourceRef="received" targetRef="investigate"/>
    <sequenceFlow id="f1" sourceRef="investigate" targetRef="decide"/>
    <sequenceFlow id="f2" sourceRef="overdue" targetRef="${cycle ? 'reported' : 'decide'}"/>
    <sequenceFlow id="f4" sourceRef="decide" targetRef="answered"/>
  </process>
</definitions>`;

const play = async (executor: Executor, restarts: boolean, xml: string) => {
  const store = memoryStore();
  const compile = async (): Promise<DeployedDefinition[]> => {
    const { definitions, problems } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content: xml }] });
    expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
    return definitions.map((definition) => ({ definition, version: 1 }));
  };
  let deployed = await compile();
  let now = at('2026-03-02 09:00');
  const found = async (): Promise<DeployedDefinition | undefined> => deployed[0];
  const context = {
    cases: store,
    definitions: { byId: found, latest: found, byVersion: found, ofDeployment: async () => deployed },
    executor,
    executors: new Map([[executor.name, executor]]),
    calendars,
    organisation,
    digest: (text: string) => createHash('sha256').update(text).digest('hex'),
    newId: () => 'case1',
  } as unknown as Context;
  const settle = async (): Promise<void> => {
    if (restarts) deployed = await compile();
  };
  const current = async (): Promise<Case> => (await store.load('case1'))!;
  const command = (actor: Actor): { actor: Actor; at: Date; caseId: string } => ({ actor, at: now, caseId: 'case1' });
  const done = async (carried: Promise<unknown>): Promise<void> => {
    await carried;
    await settle();
  };
  await done(
    registerCase(context, {
      actor: agent,
      at: now,
      definitionKey: 'clocked',
      contact: {
        centre: 'baiyin',
        channel: 'phone',
        subject: 'No tone',
        category: 'fault',
        severity: 'normal',
        customer: { class: 'ordinary' },
      },
    }),
  );
  return {
    store,
    current,
    async until(text: string): Promise<void> {
      for (;;) {
        const due = (await current()).timers
          .filter(({ dueAt }) => dueAt <= at(text))
          .toSorted((left, right) => left.dueAt.getTime() - right.dueAt.getTime())[0];
        if (!due) break;
        now = due.dueAt > now ? due.dueAt : now;
        await done(fireTimer(context, { ...command(timerActor), runId: due.runId, timerId: due.id }));
      }
      now = at(text);
    },
    pauses: (actor = agent) => done(pauseClock(context, { ...command(actor), pauseReason: 'awaitingCustomer' })),
    resumes: (actor = agent) => done(resumeClock(context, command(actor))),
    extends: (by: string, actor = manager) =>
      done(extendTarget(context, { ...command(actor), reason: 'spare part ordered', by })),
    acknowledges: () => done(acknowledgeCase(context, command(agent))),
    async completes(): Promise<void> {
      const [task] = (await current()).tasks.filter(isOpen);
      await done(
        completeTask(context, { ...command(task!.tier === 'manager' ? manager : agent), taskId: task!.id, data: {} }),
      );
    },
    open: async (): Promise<string[]> => (await current()).tasks.filter(isOpen).map(({ activityId }) => activityId),
    async target(id = 'investigate') {
      const { slaTargets, tasks } = await current();
      const target = slaTargets.find(({ activityId, taskId }) => activityId === id || taskId === id)!;
      const task = tasks.find((one) => one.id === target.taskId);
      return {
        dueAt: local(target.dueAt),
        remindAt: local(target.remindAt),
        taskDueAt: local(task?.dueAt),
        state: slaState(target, task?.status === 'completed'),
      };
    },
    types: (): string[] => store.journal.map(({ type }) => type),
    templates: (): string[] => store.messages.map(({ template }) => template),
  };
};

type Played = Awaited<ReturnType<typeof play>>;

const tell = (sentence: string, xml: string, story: (played: Played) => Promise<void>): void => {
  for (const executor of [executionExecutor, bpmnEngineExecutor])
    for (const restarts of [false, true])
      it(`${sentence} (${executor.name}${restarts ? ', surviving restarts' : ''})`, async () => {
        await story(await play(executor, restarts, xml));
      });
};

describe('The clock of a case', () => {
  tell('counts the working time of its centre', model(), async ({ target }) => {
    expect(await target()).to.include({ dueAt: '2026-03-02 15:00', remindAt: '2026-03-02 12:00', state: 'running' });
  });

  tell(
    'stands still while the customer is awaited; everything is due later by the working time waited',
    model(),
    async (played) => {
      const { until, pauses, resumes, target, open } = played;
      await until('2026-03-02 11:00');
      await pauses();
      expect(await target()).to.include({ state: 'paused', dueAt: '2026-03-02 15:00' });
      await until('2026-03-04 10:00');
      expect(await open()).to.deep.equal(['investigate']);
      await resumes();
      // Monday 11:00–12:00 and 14:00–18:00, Tuesday 8 h, Wednesday 08:00–10:00 are 15 h; 15:00 on Monday plus 3 h, 8 h and 4 h
      expect(await target()).to.include({
        dueAt: '2026-03-04 12:00',
        remindAt: '2026-03-04 11:00',
        taskDueAt: '2026-03-04 12:00',
        state: 'running',
      });
      await until('2026-03-04 11:59');
      expect(played.types()).to.include('SlaReminded');
      expect(await open()).to.deep.equal(['investigate']);
      await until('2026-03-04 12:00');
      expect(await open()).to.deep.equal(['decide']);
      expect((await target()).state).to.equal('breached');
    },
  );

  tell('waits no working time over night, so nothing moves', model(), async ({ until, pauses, resumes, target }) => {
    await until('2026-03-02 12:30');
    await pauses();
    await until('2026-03-02 13:30');
    await resumes();
    expect(await target()).to.include({ dueAt: '2026-03-02 15:00', remindAt: '2026-03-02 12:00' });
  });

  tell('goes on by itself at the cap, and says so', model(), async (played) => {
    await played.until('2026-03-02 11:00');
    await played.pauses();
    await played.until('2026-03-07 10:59');
    expect((await played.target()).state).to.equal('paused');
    await played.until('2026-03-07 11:00');
    expect(await played.target()).to.include({ state: 'running', dueAt: '2026-03-09 10:00' });
    expect(played.types()).to.include.members(['ClockPaused', 'ClockResumed']);
    expect(played.templates()).to.include('clock-resumed');
    const { pauses } = await played.current();
    expect(pauses?.[0]).to.include({ reason: 'awaitingCustomer', by: agent.id });
  });

  tell('is not paused beyond its cap, except by a manager', model(), async (played) => {
    await played.pauses();
    await played.until('2026-03-07 09:00');
    const refused = await played.pauses().catch((error: { code: string }) => error.code);
    expect(refused).to.equal('PAUSE_CAP_REACHED');
    await played.pauses(manager);
    expect((await played.target()).state).to.equal('paused');
  });

  tell('holds what begins while it stands still', model({ limit: 'PT4H' }), async (played) => {
    await played.until('2026-03-02 10:00');
    await played.pauses();
    await played.completes();
    expect(await played.open()).to.deep.equal(['decide']);
    expect((await played.target()).state).to.equal('met');
    await played.completes();
    const closed = await played.current();
    expect(closed.status).to.equal('closed');
    expect([closed.timers, closed.heldTimers]).to.deep.equal([[], []]);
    expect(closed.pauses?.[0]?.resumedAt).to.not.equal(undefined);
  });

  tell('gives more time when a manager extends it, the reminder too', model(), async (played) => {
    await played.extends('PT4H');
    expect(await played.target()).to.include({
      dueAt: '2026-03-03 09:00',
      remindAt: '2026-03-02 18:00',
      taskDueAt: '2026-03-03 09:00',
    });
    await played.until('2026-03-03 08:30');
    expect(played.types().filter((type) => type === 'SlaReminded')).to.have.length(1);
    expect(await played.open()).to.deep.equal(['investigate']);
    await played.until('2026-03-03 09:00');
    expect(await played.open()).to.deep.equal(['decide']);
    expect(await played.extends('PT1H', agent).catch((error: { code: string }) => error.code)).to.equal('NOT_ALLOWED');
  });

  tell('may be extended while it stands still', model(), async (played) => {
    await played.until('2026-03-02 11:00');
    await played.pauses();
    await played.extends('PT1H');
    await played.until('2026-03-02 15:00');
    await played.resumes();
    expect((await played.target()).dueAt).to.equal('2026-03-02 18:00');
  });

  tell(
    'goes on reporting a repeating limit from where it was moved to',
    model({ cycle: true, limit: 'P1D' }),
    async (played) => {
      expect((await played.target()).dueAt).to.equal('2026-03-03 09:00');
      await played.pauses();
      await played.until('2026-03-03 11:00');
      await played.resumes();
      expect((await played.target()).dueAt).to.equal('2026-03-04 11:00');
      await played.until('2026-03-06 12:00');
      expect(played.types().filter((type) => type === 'SlaBreached')).to.have.length(1);
      expect(played.types().filter((type) => type === 'OverdueReported')).to.have.length(2);
      expect(local((await played.current()).timers[0]?.dueAt)).to.equal('2026-03-09 11:00');
    },
  );

  tell(
    'reminds at 80 % of a limit whose model draws no reminder',
    model({ reminder: false, limit: 'PT5H' }),
    async (played) => {
      expect(await played.target()).to.include({ dueAt: '2026-03-02 16:00', remindAt: '2026-03-02 15:00' });
      await played.until('2026-03-02 15:00');
      expect(played.templates()).to.deep.equal(['sla-reminder']);
      expect(played.store.messages[0]?.to).to.deep.equal(['senior-agent@baiyin']);
      await played.completes();
      expect((await played.current()).timers).to.deep.equal([]);
    },
  );

  const promising = 'ladder:caseLimit="P2D" ladder:firstResponseLimit="=&#34;PT1H&#34;" ladder:reminderShare="50"';

  tell('holds a case to its own limits', model({ process: promising }), async (played) => {
    expect(await played.target('case')).to.include({ dueAt: '2026-03-04 09:00', remindAt: '2026-03-03 09:00' });
    expect(await played.target('firstResponse')).to.include({ dueAt: '2026-03-02 10:00', state: 'running' });
    await played.until('2026-03-02 10:00');
    expect((await played.target('firstResponse')).state).to.equal('breached');
    expect(played.templates()).to.deep.equal(['sla-reminder', 'sla-breached']);
    expect(played.store.messages[1]?.to).to.deep.equal(['manager-hotline@baiyin', 'service-supervisor@gansu']);
    await played.completes();
    await played.completes();
    expect((await played.target('case')).state).to.equal('met');
  });

  tell(
    'counts the first completed task, or an acknowledgement, as the first response',
    model({ process: promising }),
    async (played) => {
      await played.acknowledges();
      expect((await played.target('firstResponse')).state).to.equal('met');
      expect((await played.current()).timers.some(({ taskId }) => taskId === 'firstResponse')).to.equal(false);
      await played.completes();
      expect(played.types().filter((type) => type === 'FirstResponseGiven')).to.have.length(1);
    },
  );

  tell(
    'is paused and resumed by the process',
    model({ process: promising, task: 'ladder:clock="pause" ladder:pauseCap="PT2H"' }),
    async (played) => {
      await played.completes();
      expect((await played.target('case')).state).to.equal('paused');
      await played.until('2026-03-02 11:00');
      expect(await played.target('case')).to.include({ state: 'running', dueAt: '2026-03-04 11:00' });
    },
  );
});
