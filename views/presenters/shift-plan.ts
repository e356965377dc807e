/** The shifts of a node as the staff page changes them. */
import type { RoleName, ShiftPlan } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { codeName } from './code-name.ts';

/** Roles whose tasks may be given out instead of claimed. */
export const pushableRoles: readonly RoleName[] = [
  'junior-agent',
  'senior-agent',
  'satisfaction-surveyor',
  'branch-handler',
];

/** Rows for shifts that are added. */
const emptyRows = 2;

export const shiftPlanModel = ({ rev, timeZone, shifts, pushRoles }: ShiftPlan, { locale }: Reader) => ({
  rev,
  timeZone,
  rows: [
    ...shifts.map(({ id, name: { zh, en }, start, end }) => ({ id, zh, en, start, end })),
    ...Array.from({ length: emptyRows }, () => ({ id: '', zh: '', en: '', start: '', end: '' })),
  ].map((row, index) => ({ ...row, index, number: index + 1 })),
  pushRoles: pushableRoles.map((role) => ({
    field: `push:${role}`,
    label: codeName('role', role, locale),
    isOn: pushRoles.includes(role),
  })),
});
