/** What a new file begins with. */
import type { DesignFile } from './api.ts';
import { kindOf } from './editor.ts';

const wordOf = (name: string): string => {
  const word = name
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())
    .replaceAll('-', '');
  return /^[A-Za-z_]/.test(word) ? word : `process${word}`;
};

const diagram = (key: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:ladder="urn:caseladder:bpmn:1" id="definitions_${key}" targetNamespace="urn:caseladder:processes">
  <bpmn:process id="${key}" isExecutable="true">
    <bpmn:startEvent id="begun" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_${key}">
    <bpmndi:BPMNPlane id="plane_${key}" bpmnElement="${key}">
      <bpmndi:BPMNShape id="begun_di" bpmnElement="begun">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;

const decision = (key: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="definitions_${key}" name="${key}" namespace="urn:caseladder:decisions">
  <decision id="${key}" name="${key}">
    <decisionTable id="table_${key}" hitPolicy="FIRST">
      <input id="input_${key}"><inputExpression id="expression_${key}" typeRef="string"><text>category</text></inputExpression></input>
      <output id="output_${key}" name="result" typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="diagram_${key}">
      <dmndi:DMNShape id="shape_${key}" dmnElementRef="${key}"><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`;

const form = (key: string): string =>
  `${JSON.stringify({ type: 'default', id: key, schemaVersion: 18, components: [] }, null, 2)}\n`;

export const newFile = (name: string): DesignFile => {
  const make = { bpmn: diagram, dmn: decision, form }[kindOf({ name })];
  return { name, content: make(wordOf(name)) };
};
