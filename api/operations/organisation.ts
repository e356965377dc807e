import { operation } from '../operation.ts';

export const showOrganisation = operation({
  method: 'get',
  path: '/organisation',
  summary: 'The organisation tree: province, centres, branch companies and their departments',
  access: 'signedIn',
  schemas: {},
  async handle({ organisation }) {
    return { body: { nodes: [...organisation.values()] } };
  },
});
