import { hashPassword } from './api/password.ts';
import { demoPassword, demoStaff } from './demo/demo-staff.ts';
import type { Service } from './service.ts';
import { addUsers } from './store/user-store.ts';

/** Lets the demo's staff sign in; people who are there already stay as they are. */
export const addDemoStaff = async ({ context, store }: Pick<Service, 'context' | 'store'>): Promise<void> => {
  const passwordHash = await hashPassword(demoPassword);
  await addUsers(
    store.db,
    demoStaff(context.organisation).map(({ id, ...person }) => ({ _id: id, ...person, passwordHash, isDemo: true })),
  );
};
