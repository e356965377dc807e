/** Who the demo can be tried as: one of each role, named by the sign-in page. */
import type { Organisation, RoleName } from '../engine/index.ts';
import { demoPassword, demoStaff } from './demo-staff.ts';

export type DemoSignIn = {
  readonly id: string;
  readonly name: string;
  readonly role: RoleName;
  readonly password: string;
};

/** Systems sign in, too, but nobody tries the pages as one. */
const isOfCentre = ({ id }: { readonly id: string }): boolean => id.includes('.') && !id.startsWith('branch-system.');

/** The first of each role: of one centre and its branch, whom most will want to try first, then of the province. */
export const signInsOf = (organisation: Organisation, centre = 'lanzhou'): DemoSignIn[] => {
  const seen = new Set<RoleName>();
  const staff = demoStaff(organisation);
  return [...staff.filter(isOfCentre), ...staff.filter((person) => !isOfCentre(person))].flatMap(
    ({ id, name, roles: [held] }) => {
      if (!held || seen.has(held.role) || (id.includes('.') && !id.endsWith(`.${centre}`))) return [];
      seen.add(held.role);
      return [{ id, name, role: held.role, password: demoPassword }];
    },
  );
};
