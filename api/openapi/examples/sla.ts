import type { Example } from '../example.ts';

const params = { caseId: '{clockCaseId}' };

/** The clock of a case, and the calendars it counts by. */
export const sla: readonly Example[] = [
  { operation: 'GET /calendars', as: 'junior.lanzhou', query: { limit: '2' } },
  { operation: 'GET /calendars/:calendarId', as: 'junior.lanzhou', params: { calendarId: 'round-the-clock' } },
  {
    operation: 'GET /calendars/:calendarId/explain',
    as: 'junior.lanzhou',
    params: { calendarId: 'lanzhou' },
    query: { from: '2026-09-30T09:00:00Z', duration: 'PT2H' },
  },
  {
    operation: 'POST /calendars',
    as: 'manager.lanzhou',
    body: {
      id: 'lanzhou-evening',
      name: { zh: '兰州晚班', en: 'Lanzhou evening shift' },
      node: 'lanzhou',
      parentId: 'lanzhou',
      week: { monday: ['18:00-22:00'], tuesday: ['18:00-22:00'] },
      reason: '试行晚班',
    },
  },
  {
    operation: 'PUT /calendars/:calendarId',
    as: 'manager.lanzhou',
    params: { calendarId: 'lanzhou-evening' },
    body: {
      name: { zh: '兰州晚班', en: 'Lanzhou evening shift' },
      node: 'lanzhou',
      parentId: 'lanzhou',
      week: { monday: ['18:00-21:00'] },
      reason: '缩短晚班',
    },
  },
  {
    operation: 'GET /calendars/:calendarId/history',
    as: 'manager.lanzhou',
    params: { calendarId: 'lanzhou-evening' },
  },
  {
    operation: 'POST /calendars/:calendarId/retire',
    as: 'manager.lanzhou',
    params: { calendarId: 'lanzhou-evening' },
    body: { reason: '取消晚班' },
  },
  {
    operation: 'POST /cases',
    as: 'junior.lanzhou',
    body: { centre: 'lanzhou', channel: 'phone', subject: '宽带测速偏低', category: 'fault' },
    keep: { clockCaseId: 'caseId' },
  },
  {
    operation: 'POST /cases/:caseId/pause',
    as: 'manager.lanzhou',
    params,
    body: { pauseReason: 'awaitingCustomer', reason: '等客户提供照片' },
  },
  { operation: 'POST /cases/:caseId/resume', as: 'manager.lanzhou', params, body: { reason: '照片已收到' } },
  { operation: 'POST /cases/:caseId/acknowledge', as: 'manager.lanzhou', params },
  {
    operation: 'POST /cases/:caseId/extend',
    as: 'manager.lanzhou',
    params,
    body: { reason: '备件在途', by: 'PT4H' },
  },
  { operation: 'GET /cases/:caseId/sla', as: 'junior.lanzhou', params },
  {
    operation: 'POST /calendars/:calendarId/recalculate/preview',
    as: 'manager.lanzhou',
    params: { calendarId: 'lanzhou' },
  },
  {
    operation: 'POST /calendars/:calendarId/recalculate',
    as: 'manager.lanzhou',
    params: { calendarId: 'lanzhou' },
    body: { reason: '国庆安排有调整' },
  },
];
