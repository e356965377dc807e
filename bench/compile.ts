/** How long a deployment takes: a model of 500 elements with its diagram, conditions in both languages, timers and mappings. */
import { BpmnModdle } from 'bpmn-moddle';
import { compileDefinition } from '../engine/model/compile-definition.ts';

const ELEMENTS = 500;
const RUNS = 15;

/** A chain of blocks, each ten elements: exclusive split, two tasks with a timer, join, and the flows between. */
const block = (index: number): { readonly model: string; readonly diagram: string } => {
  const ids = { split: `x${index}`, left: `a${index}`, right: `b${index}`, timer: `t${index}`, join: `j${index}` };
  const flow = (name: string, from: string, to: string, condition = ''): string =>
    `<bpmn:sequenceFlow id="${name}${index}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;
  const condition = index % 2 === 0 ? `=amount &gt; ${index} and customer.class = "key"` : `\${amount &gt; ${index}}`;
  const model = [
    `<bpmn:exclusiveGateway id="${ids.split}" name="Large?" default="no${index}"/>`,
    `<bpmn:userTask id="${ids.left}" name="Assess" camunda:candidateGroups="agents" camunda:assignee="\${agent}"/>`,
    `<bpmn:boundaryEvent id="${ids.timer}" name="Late" attachedToRef="${ids.left}"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
    `<bpmn:serviceTask id="${ids.right}" name="Answer" camunda:type="external" camunda:topic="answer"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="text">\${answer}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>`,
    `<bpmn:exclusiveGateway id="${ids.join}"/>`,
    flow('yes', ids.split, ids.left, condition),
    flow('no', ids.split, ids.right),
    flow('left', ids.left, ids.join),
    flow('late', ids.timer, ids.join),
    flow('right', ids.right, ids.join),
  ].join('\n');
  const shapes = Object.values(ids).map(
    (id) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape>`,
  );
  const edges = ['yes', 'no', 'left', 'late', 'right'].map(
    (name) =>
      `<bpmndi:BPMNEdge id="${name}${index}_di" bpmnElement="${name}${index}"><di:waypoint x="1" y="2"/><di:waypoint x="3" y="2"/></bpmndi:BPMNEdge>`,
  );
  return { model, diagram: [...shapes, ...edges].join('\n') };
};

const modelText = (): string => {
  const blocks = Array.from({ length: ELEMENTS / 10 }, (_, index) => block(index));
  const links = blocks.map((_, index) => {
    const to = index + 1 < blocks.length ? `x${index + 1}` : 'e';
    return `<bpmn:sequenceFlow id="next${index}" sourceRef="j${index}" targetRef="${to}"/>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="bench">
<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:sequenceFlow id="first" sourceRef="s" targetRef="x0"/>
${blocks.map(({ model }) => model).join('\n')}
${links.join('\n')}
<bpmn:endEvent id="e"/></bpmn:process>
<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="p">${blocks.map(({ diagram }) => diagram).join('\n')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
};

/** Milliseconds of each run in turn. */
const timed = async (run: (index: number) => Promise<void>): Promise<number[]> => {
  const times: number[] = [];
  for (let index = 0; index < RUNS; index++) {
    const before = performance.now();
    await run(index);
    times.push(performance.now() - before);
  }
  return times;
};

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.trunc(times.length / 2)]!;

const content = modelText();
let elements = 0;
const compiling = await timed(async (index) => {
  const { definitions, problems } = await compileDefinition({ id: `d${index}`, files: [{ name: 'm.bpmn', content }] });
  if (definitions[0] === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  elements = definitions[0].elements.size;
});
const parsing = await timed(async () => {
  await new BpmnModdle().fromXML(content);
});

const rows = [
  { what: `compile ${elements} elements, first time in a process`, value: compiling[0]!, goal: '' },
  { what: `compile ${elements} elements`, value: median(compiling), goal: '< 50' },
  { what: 'bpmn-moddle alone, with the diagram', value: median(parsing), goal: '' },
];
console.table(rows.map((row) => ({ ...row, value: Number(row.value.toPrecision(3)), unit: 'ms' })));
