import { page } from './page.ts';

/** Where everybody begins. */
export const homePage = page({
  method: 'get',
  path: '/',
  access: 'signedIn',
  schemas: {},
  async handle() {
    return { redirect: '/worklist' };
  },
});
