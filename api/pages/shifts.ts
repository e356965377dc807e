/** The shifts of a node: when people work there, and whose tasks are given out instead of claimed. */
import Joi from 'joi';
import { planShifts, roleNames, viewShifts, type RoleName, type Shift } from '../../engine/index.ts';
import { pushableRoles } from '../../views/presenters/shift-plan.ts';
import { EdgeRefusal } from '../problem.ts';
import { page } from './page.ts';

type ShiftsForm = { node: string; rev: number; timeZone: string } & Record<string, string | number>;

const shiftField = /^(?:id|zh|en|start|end):\d{1,2}$/;
const pushField = /^push:[a-z-]{1,60}$/;
const clock = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const shiftsIn = (form: ShiftsForm): Shift[] =>
  Object.keys(form).flatMap((field) => {
    const [kind, row] = field.split(':');
    const of = (name: string): string => String(form[`${name}:${row}`] ?? '').trim();
    if (kind !== 'id' || of('id') === '') return [];
    const id = of('id');
    const [start, end] = [of('start'), of('end')];
    if (!/^[\w-]{1,60}$/.test(id) || !clock.test(start) || !clock.test(end))
      throw new EdgeRefusal(
        'INVALID_REQUEST',
        `The shift '${id}', ${start}–${end}, is none: its id has letters, digits and dashes, its times are like 08:00.`,
      );
    return [{ id, name: { zh: of('zh') || id, en: of('en') || id }, start, end }];
  });

export const shiftsForm = page<unknown, unknown, ShiftsForm>({
  method: 'post',
  path: '/staff/shifts',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      node: Joi.string().max(100).required(),
      rev: Joi.number().integer().min(0).required(),
      timeZone: Joi.string().trim().min(1).max(60).required(),
    })
      .pattern(shiftField, Joi.string().max(60).allow(''))
      .pattern(pushField, Joi.valid('yes')),
  },
  async handle(context, { body, command, actor }) {
    const { node, rev, timeZone } = body;
    const shifts = shiftsIn(body);
    if (new Set(shifts.map(({ id }) => id)).size < shifts.length)
      throw new EdgeRefusal('INVALID_REQUEST', 'Two shifts have the same id.');
    const before = await viewShifts(context, actor, node);
    const pushRoles: RoleName[] = [
      ...roleNames.filter((role) => body[`push:${role}`] === 'yes'),
      // Roles the page does not offer stay as they are.
      ...before.pushRoles.filter((role) => !pushableRoles.includes(role)),
    ];
    await planShifts(context, { ...command, node, timeZone, shifts, pushRoles, expectedRev: rev });
    return {
      redirect: `/staff?node=${encodeURIComponent(node)}#roster`,
      flash: { kind: 'success', key: 'flash.shiftsPlanned' },
    };
  },
});
