import { page } from './page.ts';

export const worklistPage = page({
  method: 'get',
  path: '/worklist',
  access: 'signedIn',
  schemas: {},
  async handle({ readers }, { actor, t }) {
    const tasks = await readers.worklist(actor, { scope: 'all', limit: 50 });
    return { template: 'pages/worklist', title: t('worklist.title'), model: { tasks } };
  },
});
