import { operation } from '../operation.ts';

export const showHealth = operation({
  method: 'get',
  path: '/health',
  summary: 'Whether this node answers and reaches its database',
  access: 'public',
  schemas: {},
  async handle({ readers }) {
    await readers.ping();
    return { body: { status: 'up' } };
  },
});
