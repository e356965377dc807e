import type { Example } from '../example.ts';

/** Told before anything else is done to the case. */
export const audit: readonly Example[] = [
  { operation: 'GET /cases/:caseId/verification', as: 'auditor', params: { caseId: '{caseId}' } },
  { operation: 'GET /ledger/verification', as: 'auditor' },
  { operation: 'GET /cases/:caseId/evidence', as: 'auditor', params: { caseId: '{caseId}' }, query: { locale: 'en' } },
  { operation: 'GET /journal', as: 'auditor', query: { type: 'TaskClaimed', limit: '5' } },
  { operation: 'GET /journal/export', as: 'auditor', query: { format: 'csv', centre: 'lanzhou' } },
];
