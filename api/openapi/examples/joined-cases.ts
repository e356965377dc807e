import type { Example } from '../example.ts';

const manager = 'manager.lanzhou';
const params = { caseId: '{lineCaseId}' };
const other = '{billCaseId}';

const complaint = (subject: string, phone: string, category: string) => ({
  centre: 'lanzhou',
  channel: 'phone',
  subject,
  category,
  customer: { class: 'ordinary', phone },
});

/** Two cases that belong together, and one that is two. */
export const joinedCases: readonly Example[] = [
  {
    operation: 'POST /cases',
    as: 'junior.lanzhou',
    body: complaint('专线中断 Leased line down', '09318000001', 'fault'),
    keep: { lineCaseId: 'caseId' },
  },
  {
    operation: 'POST /cases',
    as: 'junior.lanzhou',
    body: complaint('专线账单有误 Wrong bill', '09318000002', 'billing'),
    keep: { billCaseId: 'caseId' },
  },
  {
    operation: 'POST /cases/:caseId/links',
    as: manager,
    params,
    body: { other, kind: 'related', reason: '同一专线' },
  },
  {
    operation: 'POST /cases/:caseId/links/remove',
    as: manager,
    params,
    body: { other, kind: 'related', reason: '不是同一专线' },
  },
  { operation: 'POST /cases/:caseId/merge', as: manager, params, body: { other, reason: '重复登记' } },
  { operation: 'POST /cases/:caseId/merge/undo', as: manager, params, body: { reason: '并非重复' } },
  { operation: 'POST /cases/:caseId/split/preview', as: manager, params, body: { subject: '赔付 Compensation' } },
  {
    operation: 'POST /cases/:caseId/split',
    as: manager,
    params,
    body: { subject: '赔付 Compensation', reason: '两件事' },
  },
  { operation: 'POST /cases/:caseId/major-incident', as: manager, params, body: { reason: '光缆被挖断' } },
  {
    operation: 'POST /cases/:caseId/major-incident/bind',
    as: manager,
    params,
    body: { others: [other], reason: '同一光缆' },
  },
  {
    operation: 'POST /cases/:caseId/major-incident/answer',
    as: manager,
    params,
    body: { reason: '光缆已修复', data: { response: '光缆已修复。 The cable was mended.' } },
  },
  { operation: 'GET /cases/:caseId/stuck', as: manager, params },
  { operation: 'GET /cases/:caseId/overrides', as: manager, params },
  { operation: 'POST /cases/:caseId/overrides/preview', as: manager, params, body: { action: 'suspend' } },
  {
    operation: 'POST /cases/:caseId/overrides',
    as: manager,
    params,
    body: { action: 'suspend', reason: '等待省公司决定' },
  },
  {
    operation: 'POST /cases/:caseId/overrides',
    as: manager,
    params,
    body: { action: 'cancel', reason: '误登记' },
  },
  { operation: 'POST /cases/:caseId/reopen', as: manager, params, body: { reason: '再次中断' } },
  { operation: 'POST /cases/:caseId/notes', as: manager, params, body: { text: '客户要求书面答复。' } },
  { operation: 'POST /cases/:caseId/unmask', as: 'auditor', params, body: { reason: '核实投诉' } },
  { operation: 'GET /cases/:caseId/access-log', as: 'auditor', params },
  { operation: 'GET /access-log', as: 'auditor', query: { limit: '5' } },
  { operation: 'GET /cases/search', as: manager, query: { q: '专线', limit: '5' } },
];
