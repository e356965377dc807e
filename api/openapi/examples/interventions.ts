import type { Example } from '../example.ts';

const junior = 'junior.lanzhou';
const manager = 'manager.lanzhou';
const worker = { workerId: 'checks-1' };
const topics = [{ topic: 'example-check', lockDurationMs: 60_000 }];

const check = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:example">
  <bpmn:error id="e" errorCode="line-unknown"/>
  <bpmn:process id="exampleCheck" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:serviceTask id="checkLine" camunda:type="external" camunda:topic="example-check"/>
    <bpmn:boundaryEvent id="lineUnknown" attachedToRef="checkLine"><bpmn:errorEventDefinition id="ed" errorRef="e"/></bpmn:boundaryEvent>
    <bpmn:userTask id="askCustomer" camunda:candidateGroups="junior-agent"/>
    <bpmn:endEvent id="checked"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="checkLine"/>
    <bpmn:sequenceFlow id="f2" sourceRef="checkLine" targetRef="checked"/>
    <bpmn:sequenceFlow id="f3" sourceRef="lineUnknown" targetRef="askCustomer"/>
    <bpmn:sequenceFlow id="f4" sourceRef="askCustomer" targetRef="checked"/>
  </bpmn:process>
</bpmn:definitions>`;

/** A case whose line is checked outside, and where it waits. */
const waitingCase = (name: string): Example[] => [
  {
    operation: 'POST /cases',
    as: junior,
    body: {
      centre: 'lanzhou',
      channel: 'web',
      subject: '线路检测 Line check',
      category: 'fault',
      definitionKey: 'exampleCheck',
    },
    keep: { [`${name}Case`]: 'caseId' },
  },
  {
    operation: 'GET /cases/:caseId/waiting',
    as: manager,
    params: { caseId: `{${name}Case}` },
    keep: { [`${name}Wait`]: 'runs.0.waiting.0.id' },
  },
];

const at = (name: string) => ({ caseId: `{${name}Case}`, waitId: `{${name}Wait}` });

/** What is reported on behalf of others, what fails and is tried again, and what is put right by hand. */
export const interventions: readonly Example[] = [
  {
    operation: 'POST /deployments',
    as: 'designer',
    body: { name: 'example-check', files: [{ name: 'example-check.bpmn', content: check }] },
  },
  ...waitingCase('done'),
  {
    operation: 'POST /cases/:caseId/waiting/:waitId/escalation',
    as: manager,
    params: at('done'),
    body: { escalationCode: 'takes-long' },
  },
  {
    operation: 'POST /cases/:caseId/waiting/:waitId/complete',
    as: manager,
    params: at('done'),
    body: { data: { lineState: 'ok' } },
  },
  ...waitingCase('unknown'),
  {
    operation: 'POST /cases/:caseId/waiting/:waitId/error',
    as: manager,
    params: at('unknown'),
    body: { errorCode: 'line-unknown' },
  },
  {
    operation: 'POST /cases/:caseId/modify',
    as: manager,
    params: { caseId: '{unknownCase}' },
    body: { reason: '再检测一次', instructions: [{ type: 'insertBefore', activityId: 'checkLine' }] },
  },
  {
    operation: 'POST /external-tasks/fetch-and-lock',
    as: 'integration',
    body: { ...worker, topics, maxTasks: 1 },
    keep: { checkId: 'externalTasks.0.id' },
  },
  {
    operation: 'POST /external-tasks/:workId/bpmn-error',
    as: 'integration',
    params: { workId: '{checkId}' },
    body: { ...worker, errorCode: 'line-unknown', message: 'No such line' },
  },
  ...waitingCase('failing'),
  {
    operation: 'POST /external-tasks/fetch-and-lock',
    as: 'integration',
    body: { ...worker, topics, maxTasks: 1 },
    keep: { failingId: 'externalTasks.0.id' },
  },
  {
    operation: 'POST /external-tasks/:workId/failure',
    as: 'integration',
    params: { workId: '{failingId}' },
    body: { ...worker, message: 'The test system is down', retries: 0 },
  },
  { operation: 'POST /cases/:caseId/waiting/:waitId/retry', as: manager, params: at('failing') },
  {
    operation: 'POST /cases',
    as: junior,
    body: { centre: 'lanzhou', channel: 'walk-in', subject: '咨询资费 About tariffs', category: 'consultation' },
    keep: { silentCase: 'caseId' },
  },
  {
    operation: 'GET /cases/:caseId',
    as: junior,
    params: { caseId: '{silentCase}' },
    keep: { silentTask: 'openTasks.0.id' },
  },
  { operation: 'POST /tasks/:taskId/claim', as: junior, params: { taskId: '{silentTask}' } },
  {
    operation: 'POST /tasks/:taskId/complete',
    as: junior,
    params: { taskId: '{silentTask}' },
    body: { data: { outcome: 'answered', response: '已说明资费。 The tariffs were explained.' } },
  },
  {
    operation: 'GET /deliveries',
    as: manager,
    query: { caseId: '{silentCase}' },
    keep: { deliveryId: 'deliveries.0.id' },
    isAwaited: true,
  },
  { operation: 'GET /deliveries/:deliveryId', as: manager, params: { deliveryId: '{deliveryId}' } },
  { operation: 'POST /deliveries/:deliveryId/resend', as: manager, params: { deliveryId: '{deliveryId}' } },
  {
    operation: 'POST /cases',
    as: junior,
    body: {
      centre: 'lanzhou',
      channel: 'phone',
      subject: '手机信号差 Poor signal',
      category: 'network',
      customer: { phone: '13900008888' },
    },
    keep: { withdrawnCase: 'caseId' },
  },
  {
    operation: 'POST /cases/:caseId/messages',
    as: junior,
    params: { caseId: '{withdrawnCase}' },
    body: { message: 'complaintWithdrawn' },
  },
];
