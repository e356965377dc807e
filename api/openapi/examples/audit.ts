import type { Example } from '../example.ts';

/** Told before anything else is done to the case. */
export const audit: readonly Example[] = [
  { operation: 'GET /cases/:caseId/verification', as: 'auditor', params: { caseId: '{caseId}' } },
  { operation: 'GET /ledger/verification', as: 'auditor' },
];
