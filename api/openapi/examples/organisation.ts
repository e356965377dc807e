import type { Example } from '../example.ts';

const manager = 'manager.lanzhou';
const person = { personId: 'li.na' };
const day = '2026-03-02';

/** The organisation, its people and when they work. */
export const organisation: readonly Example[] = [
  { operation: 'GET /organisation', as: manager },
  {
    operation: 'POST /people',
    as: 'admin',
    body: {
      id: 'li.na',
      name: '李娜',
      roles: [{ role: 'junior-agent', node: 'lanzhou' }],
      skills: ['broadband'],
      password: 'a-long-password',
    },
  },
  {
    operation: 'PUT /people/:personId',
    as: 'admin',
    params: person,
    body: { skills: ['broadband', 'english'], reason: '培训合格' },
  },
  { operation: 'GET /people/:personId', as: 'admin', params: person },
  { operation: 'GET /people', as: manager, query: { node: 'lanzhou', limit: '2' } },
  { operation: 'GET /organisation/journal', as: 'admin', query: { limit: '2' } },
  {
    operation: 'PUT /shifts',
    as: manager,
    body: {
      node: 'lanzhou',
      timeZone: 'Asia/Shanghai',
      shifts: [{ id: 'day', name: { zh: '白班', en: 'Day shift' }, start: '08:00', end: '20:00' }],
    },
  },
  { operation: 'GET /shifts', as: manager, query: { node: 'lanzhou' } },
  {
    operation: 'PUT /roster',
    as: manager,
    body: { node: 'lanzhou', days: [{ date: day, entries: [{ personId: 'li.na', shiftId: 'day' }] }] },
  },
  { operation: 'GET /roster', as: manager, query: { node: 'lanzhou', from: day, to: day } },
  { operation: 'GET /on-duty', as: manager, query: { node: 'lanzhou' } },
  {
    operation: 'POST /handovers',
    as: manager,
    body: { node: 'lanzhou', shiftId: 'day', date: day },
    keep: { handoverId: 'handover.id' },
  },
  {
    operation: 'POST /handovers/:handoverId/items',
    as: manager,
    params: { handoverId: '{handoverId}' },
    body: { text: '九点回拨 Call back at nine' },
    keep: { itemId: 'handover.items.0.id' },
  },
  {
    operation: 'POST /handovers/:handoverId/items/:itemId/acknowledge',
    as: 'senior.lanzhou',
    params: { handoverId: '{handoverId}', itemId: '{itemId}' },
    body: { remark: '已接' },
  },
  { operation: 'GET /handovers', as: manager, query: { node: 'lanzhou' } },
  { operation: 'GET /handovers/:handoverId', as: manager, params: { handoverId: '{handoverId}' } },
  {
    operation: 'POST /absences',
    as: manager,
    body: { personId: 'junior3.lanzhou', deputyId: 'junior4.lanzhou', until: '2026-03-06T00:00:00Z', reason: '培训' },
    keep: { absenceId: 'absence.id' },
  },
  { operation: 'DELETE /absences/:absenceId', as: manager, params: { absenceId: '{absenceId}' } },
  { operation: 'GET /absences', as: manager, query: { limit: '5' } },
  { operation: 'GET /cases/counts', as: manager, query: { by: 'category' } },
  { operation: 'GET /definitions', as: manager },
  { operation: 'GET /definitions/:ref', as: manager, params: { ref: 'suggestion' } },
  { operation: 'GET /deployments', as: 'designer', query: { limit: '1' } },
  { operation: 'GET /designs', as: 'designer' },
  { operation: 'GET /ledger', as: 'auditor', query: { limit: '1' } },
  { operation: 'GET /batches', as: manager },
];
