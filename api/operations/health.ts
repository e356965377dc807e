import { operation } from '../operation.ts';
import { EdgeRefusal } from '../problem.ts';

export const showHealth = operation({
  method: 'get',
  path: '/health',
  summary: 'Whether this node answers and reaches its database',
  access: 'public',
  schemas: {},
  async handle({ readers, demoMade }) {
    try {
      await readers.ping();
    } catch {
      throw new EdgeRefusal('NOT_READY', 'This node does not reach its database at the moment.');
    }
    const percent = demoMade?.();
    return { body: { status: 'up', ...(percent !== undefined && { demo: { status: 'making', percent } }) } };
  },
});
