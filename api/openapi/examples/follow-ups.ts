import type { Example } from '../example.ts';

const junior = 'junior.lanzhou';
const manager = 'manager.lanzhou';
const task = { taskId: '{draftTaskId}' };
const caseParams = { caseId: '{draftCaseId}' };
const attachment = { ...caseParams, attachmentId: '{attachmentId}' };
const batch = { batchId: '{batchId}' };
const design = { designId: '{designId}' };

const survey = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:example">
  <bpmn:process id="exampleSurvey" isExecutable="true">
    <bpmn:startEvent id="asked"/>
    <bpmn:userTask id="call" camunda:candidateGroups="junior-agent"/>
    <bpmn:endEvent id="answered"/>
    <bpmn:sequenceFlow id="f1" sourceRef="asked" targetRef="call"/>
    <bpmn:sequenceFlow id="f2" sourceRef="call" targetRef="answered"/>
  </bpmn:process>
</bpmn:definitions>`;
const files = [{ name: 'example-survey.bpmn', content: survey }];

/** What is saved before it is sent, done to many at once, and drawn before it is deployed. */
export const followUps: readonly Example[] = [
  {
    operation: 'POST /cases',
    as: junior,
    body: { centre: 'lanzhou', channel: 'web', subject: '装机延迟 Installation late', category: 'service' },
    keep: { draftCaseId: 'caseId' },
  },
  { operation: 'GET /cases/:caseId', as: junior, params: caseParams, keep: { draftTaskId: 'openTasks.0.id' } },
  { operation: 'PUT /tasks/:taskId/draft', as: junior, params: task, body: { data: { note: '待核实' }, basedOn: 0 } },
  { operation: 'GET /tasks/:taskId/draft', as: junior, params: task },
  { operation: 'DELETE /tasks/:taskId/draft', as: junior, params: task },
  { operation: 'POST /tasks/:taskId/presence', as: junior, params: task },
  { operation: 'POST /tasks/bulk', as: junior, body: { action: 'claim', taskIds: ['{draftTaskId}'] } },
  { operation: 'POST /cases/:caseId/migrate/plan', as: manager, params: caseParams, body: {} },
  {
    operation: 'PUT /cases/:caseId/attachments',
    as: junior,
    params: caseParams,
    query: { name: 'note.txt' },
    file: '客户来信。 The customer’s letter.',
    keep: { attachmentId: 'attachment.id' },
  },
  {
    operation: 'POST /cases/:caseId/attachments',
    as: junior,
    params: caseParams,
    file: '照片说明。 About the photograph.',
  },
  { operation: 'GET /cases/:caseId/attachments', as: junior, params: caseParams },
  { operation: 'GET /cases/:caseId/attachments/:attachmentId', as: junior, params: attachment },
  {
    operation: 'POST /cases/:caseId/attachments/:attachmentId/remove',
    as: manager,
    params: attachment,
    body: { reason: '客户要求删除' },
  },
  { operation: 'POST /cases/:caseId/evidence', as: 'auditor', params: caseParams, body: { reason: '监管要求' } },
  { operation: 'GET /cases/export', as: manager, query: { status: 'open' } },
  {
    operation: 'POST /batches/preview',
    as: manager,
    body: { action: 'setPriority', priority: 5, caseIds: ['{draftCaseId}'] },
  },
  {
    operation: 'POST /batches',
    as: manager,
    body: { action: 'setPriority', priority: 5, caseIds: ['{draftCaseId}'], reason: '领导督办' },
    keep: { batchId: 'id' },
  },
  { operation: 'GET /batches/:batchId', as: manager, params: batch, keep: { endedAt: 'endedAt' }, isAwaited: true },
  { operation: 'GET /batches/:batchId/results', as: manager, params: batch },
  { operation: 'POST /batches/:batchId/stop', as: manager, params: batch },
  { operation: 'POST /batches/:batchId/undo', as: manager, params: batch, body: { reason: '督办已结束' } },
  {
    operation: 'POST /designs',
    as: 'designer',
    body: { name: 'Example survey', files },
    keep: { designId: 'id' },
  },
  { operation: 'GET /designs/:designId', as: 'designer', params: design },
  {
    operation: 'PUT /designs/:designId',
    as: 'designer',
    params: design,
    headers: { 'If-Match': '"1"' },
    body: {
      files: [{ name: 'example-survey.bpmn', content: survey.replace('id="call"', 'id="call" name="回访 / Call"') }],
    },
  },
  { operation: 'GET /designs/:designId/history/:rev', as: 'designer', params: { ...design, rev: '1' } },
  { operation: 'GET /designs/:designId/history', as: 'designer', params: design },
  {
    operation: 'POST /deployments',
    as: 'designer',
    body: { name: 'example-survey', files },
    keep: { deploymentId: 'deployment.id' },
  },
  { operation: 'GET /deployments/:deploymentId', as: 'designer', params: { deploymentId: '{deploymentId}' } },
  { operation: 'GET /definitions/:ref/counts', as: manager, params: { ref: 'exampleSurvey' } },
  { operation: 'GET /definitions/:ref/xml', as: manager, params: { ref: 'exampleSurvey' } },
  { operation: 'POST /handovers/:handoverId/close', as: manager, params: { handoverId: '{handoverId}' } },
  { operation: 'GET /metrics', as: 'admin' },
];
