import type { Example } from '../example.ts';

const worker = { workerId: 'records-1' };
const work = { workId: '{workId}' };
const customer = { customerId: '97-0000001' };
const junior = 'junior.lanzhou';

const fetchOne = (
  topic: string,
  keep: Readonly<Record<string, string>> = { workId: 'externalTasks.0.id' },
): Example => ({
  operation: 'POST /external-tasks/fetch-and-lock',
  as: 'integration',
  body: { ...worker, topics: [{ topic, lockDurationMs: 60_000 }], maxTasks: 1 },
  keep,
});

/** What other systems do for us, and the customers they tell us of. */
export const outside: readonly Example[] = [
  { operation: 'POST /customers/lookup', as: junior, body: { phone: '13900004321' } },
  fetchOne('customer-record'),
  { operation: 'GET /external-tasks/:workId', as: 'integration', params: work },
  {
    operation: 'POST /external-tasks/:workId/extend-lock',
    as: 'integration',
    params: work,
    body: { ...worker, lockDurationMs: 120_000 },
  },
  {
    operation: 'POST /external-tasks/:workId/complete',
    as: 'integration',
    params: work,
    body: {
      ...worker,
      data: {
        recordFound: true,
        customer: {
          id: '97-0000001',
          class: 'ordinary',
          name: '李红',
          phones: ['13900004321'],
          address: '东方红路1号',
          centre: 'lanzhou',
          products: [{ id: 'P1', name: '宽带 100M', number: '0931-8800123', status: 'active' }],
          orderNumbers: ['9700000001'],
        },
      },
    },
  },
  { operation: 'GET /customers', as: junior, query: { phone: '13900004321' } },
  { operation: 'GET /customers/:customerId', as: junior, params: customer },
  { operation: 'GET /customers/:customerId/contacts', as: junior, params: customer, query: { limit: '5' } },
  {
    operation: 'POST /contacts/check',
    as: junior,
    body: { phone: '13900004321', subject: '宽带断线', category: 'fault' },
  },
  fetchOne('billing-details'),
  {
    operation: 'POST /external-tasks/:workId/failure',
    as: 'integration',
    params: work,
    body: { ...worker, message: 'The billing centre is down', retryInMs: 60_000 },
  },
  fetchOne('fault-status'),
  { operation: 'POST /external-tasks/:workId/unlock', as: 'integration', params: work, body: worker },
  { operation: 'GET /external-tasks', as: junior, query: { limit: '3' } },
  {
    operation: 'POST /external-tasks',
    as: junior,
    body: { topic: 'billing-details', key: '13900004321:2026-03', data: { phone: '13900004321' } },
  },
  { operation: 'GET /topics', as: 'integration' },
  { operation: 'GET /deliveries', as: 'manager.lanzhou', query: { limit: '3' } },
  { operation: 'GET /network', as: 'admin' },
];
