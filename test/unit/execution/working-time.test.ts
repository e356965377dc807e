import { expect } from 'chai';
import { bpmnEngineExecutor } from '../../../engine/bpmn-engine/bpmn-engine-executor.ts';
import { executionExecutor } from '../../../engine/execution/execution-executor.ts';
import type { Step } from '../../../engine/executor.ts';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';
import { TimerError } from '../../../engine/model/timer/timer-error.ts';
import type { Calendars } from '../../../engine/model/timer/iso-duration.ts';

const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ladder="urn:caseladder:bpmn:1" targetNamespace="t">
  <process id="p" isExecutable="true">
    <startEvent id="s"/><userTask id="a"/>
    <boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><timerEventDefinition ladder:calendar="office"><timeCycle>R2/PT4H</timeCycle></timerEventDefinition></boundaryEvent>
    <endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/><sequenceFlow id="f3" sourceRef="t" targetRef="e"/>
  </process></definitions>`;

/** An office that works every other hour: working time takes twice as long. */
const calendars: Calendars = {
  addWorkingTime: (calendarId, from, ms) => {
    if (calendarId !== 'office') throw new Error(`There is no calendar '${calendarId}'.`);
    return new Date(from.getTime() + 2 * ms);
  },
};

const ids = (): (() => string) => {
  let next = 0;
  return () => `r${next++}`;
};

const dueAt = ({ waiting }: Step): string[] => waiting.flatMap((entry) => (entry.kind === 'timer' ? entry.dueAt : []));

describe('timers in working time', () => {
  const moment = new Date('2026-03-02T08:00:00Z');

  it('count by the calendar they name, at each firing', async () => {
    const { definitions } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content: model }] });
    const source = ids();
    const first = executionExecutor.step(definitions[0]!, undefined, { type: 'start' }, moment, source, calendars);
    expect(dueAt(first)).to.deep.equal(['2026-03-02T16:00:00.000Z']);
    const { executionId: timerId } = first.waiting.find(({ kind }) => kind === 'timer')!;
    const later = new Date('2026-03-02T16:00:01Z');
    const second = executionExecutor.step(
      definitions[0]!,
      first.execution,
      { type: 'fireTimer', timerId },
      later,
      source,
      calendars,
    );
    expect(dueAt(second)).to.deep.equal(['2026-03-03T00:00:00.000Z']);
  });

  it('become an incident when nobody knows their calendar, and count all hours when there are no calendars', async () => {
    const { definitions } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content: model }] });
    const others: Calendars = {
      addWorkingTime: () => {
        throw new TimerError('office', 'name a calendar that exists');
      },
    };
    const lost = executionExecutor.step(definitions[0]!, undefined, { type: 'start' }, moment, ids(), others);
    expect(lost.waiting.map(({ kind }) => kind)).to.deep.equal(['incident']);
    const plain = executionExecutor.step(definitions[0]!, undefined, { type: 'start' }, moment, ids());
    expect(dueAt(plain)).to.deep.equal(['2026-03-02T12:00:00.000Z']);
  });
});

const named = (calendar: string | undefined): string =>
  calendar === undefined ? '' : ` ladder:calendar="${calendar}"`;

const calendarOn = (places: { process?: string; task?: string; event?: string }): string => {
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ladder="urn:caseladder:bpmn:1" targetNamespace="t">
  <process id="p" isExecutable="true"${named(places.process)}>
    <startEvent id="s"/><userTask id="a"${named(places.task)}/>
    <boundaryEvent id="t" attachedToRef="a"${named(places.event)}><timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition></boundaryEvent>
    <endEvent id="e"/><endEvent id="o"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/><sequenceFlow id="f3" sourceRef="t" targetRef="o"/>
  </process></definitions>`;
};

describe('The calendar a timer counts by', () => {
  const cases: readonly (readonly [where: string, places: Parameters<typeof calendarOn>[0], due: string])[] = [
    ['its process', { process: 'office' }, '2026-03-02T16:00:00.000Z'],
    ['the task it stands on', { task: 'office' }, '2026-03-02T16:00:00.000Z'],
    ['itself', { event: 'office' }, '2026-03-02T16:00:00.000Z'],
    ['nothing', {}, '2026-03-02T12:00:00.000Z'],
    ['its process, which it overrules', { process: 'office', event: 'always' }, '2026-03-02T12:00:00.000Z'],
  ];
  for (const executor of [executionExecutor, bpmnEngineExecutor])
    for (const [where, places, due] of cases)
      it(`is named by ${where} (${executor.name})`, async () => {
        const content = calendarOn(places);
        const { definitions } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content }] });
        const moment = new Date('2026-03-02T08:00:00Z');
        const step = executor.step(definitions[0]!, undefined, { type: 'start' }, moment, ids(), calendars);
        expect(dueAt(step)).to.deep.equal([due]);
      });
});
