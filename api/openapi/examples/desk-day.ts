/** A complaint's way through the API, told in the order it happens; every operation of the core appears in it. */
import type { Example } from '../example.ts';

const lanzhou = 'junior.lanzhou';

export const deskDay: readonly Example[] = [
  { operation: 'GET /health' },
  { operation: 'POST /session', body: { userId: lanzhou, password: 'demo' } },
  { operation: 'GET /session', as: lanzhou },
  {
    operation: 'POST /cases',
    as: lanzhou,
    body: {
      centre: 'lanzhou',
      channel: 'phone',
      subject: '宽带断线 No connection since Monday',
      description: '用户称周一起无法上网。 The customer has had no connection since Monday.',
      category: 'fault',
      severity: 'normal',
      customer: { class: 'ordinary', name: '王小明', phone: '13900001234' },
    },
    keep: { caseId: 'caseId' },
  },
  { operation: 'GET /cases', as: lanzhou, query: { status: 'open', limit: '10' } },
  {
    operation: 'GET /cases/:caseId',
    as: lanzhou,
    params: { caseId: '{caseId}' },
    keep: { taskId: 'openTasks.0.id' },
  },
  { operation: 'GET /cases/:caseId/journal', as: lanzhou, params: { caseId: '{caseId}' }, query: { limit: '5' } },
  {
    operation: 'GET /cases/:caseId/waiting',
    as: lanzhou,
    params: { caseId: '{caseId}' },
  },
  { operation: 'GET /worklist', as: lanzhou, query: { limit: '5' } },
  { operation: 'GET /tasks/:taskId', as: lanzhou, params: { taskId: '{taskId}' } },
  { operation: 'POST /tasks/:taskId/claim', as: lanzhou, params: { taskId: '{taskId}' } },
  {
    operation: 'POST /tasks/:taskId/release',
    as: lanzhou,
    params: { taskId: '{taskId}' },
    body: { reason: 'End of my shift' },
  },
  {
    operation: 'POST /tasks/:taskId/complete',
    as: lanzhou,
    params: { taskId: '{taskId}' },
    body: { data: { outcome: 'transferred', response: '需要进一步调查。 Needs investigation.' } },
  },
  { operation: 'GET /messages', as: 'supervisor' },
  {
    operation: 'POST /cases/:caseId/data',
    as: 'manager.lanzhou',
    params: { caseId: '{caseId}' },
    body: { reason: 'Mistyped at registration', data: { severity: 'high' } },
  },
  {
    operation: 'POST /cases/:caseId/signals',
    as: 'manager.lanzhou',
    params: { caseId: '{caseId}' },
    body: { signal: 'networkRestored' },
  },
  {
    operation: 'POST /cases/:caseId/terminate',
    as: 'manager.lanzhou',
    params: { caseId: '{caseId}' },
    body: { reason: 'Registered twice by mistake' },
  },
];
