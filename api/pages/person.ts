/** One person: roles, skills, password, and whether they still work here; changed by an administrator, with a reason. */
import Joi from 'joi';
import { changePerson, roleNames, viewPerson, type RoleHolding, type RoleName } from '../../engine/index.ts';
import { personModel } from '../../views/presenters/person.ts';
import { hashPassword } from '../password.ts';
import { EdgeRefusal } from '../problem.ts';
import { page } from './page.ts';

const params = Joi.object({
  personId: Joi.string()
    .pattern(/^[\w.-]{1,100}$/, 'person id')
    .required(),
});
type PersonParams = { personId: string };

export const personPage = page<PersonParams>({
  method: 'get',
  path: '/staff/people/:personId',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { personId }, actor, reader }) {
    const person = await viewPerson(context, actor, personId);
    return {
      template: 'pages/person',
      title: person.name,
      bundles: ['board'],
      model: personModel(person, { organisation: context.organisation, reader, roles: actor.roles }),
    };
  },
});

type PersonForm = {
  rev: number;
  name: string;
  skills?: string;
  password?: string;
  reason: string;
  act: 'save' | 'deactivate' | 'activate';
} & Record<string, string | number>;

const roleField = /^(?:role|node):\d{1,2}$/;

/** Rows without a role are left out; topics of an integration client stay as they are. */
const rolesIn = (form: PersonForm, before: readonly RoleHolding[]): RoleHolding[] =>
  Object.keys(form).flatMap((field) => {
    const [kind, row] = field.split(':');
    const role = kind === 'role' ? form[field] : '';
    if (typeof role !== 'string' || role === '') return [];
    const held = { role: role as RoleName, node: String(form[`node:${row}`] ?? '') };
    return [before.find((one) => one.role === held.role && one.node === held.node) ?? held];
  });

export const skillsIn = (text: string): string[] => [
  ...new Set(text.split(/[,，、\s]+/).filter((skill) => skill !== '')),
];

export const personForm = page<PersonParams, unknown, PersonForm>({
  method: 'post',
  path: '/staff/people/:personId',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      rev: Joi.number().integer().min(0).required(),
      name: Joi.string().trim().min(1).max(100).required(),
      skills: Joi.string().max(500).empty(''),
      password: Joi.string().min(8).max(200).empty(''),
      reason: Joi.string().trim().min(1).max(1000).required(),
      act: Joi.valid('save', 'deactivate', 'activate').default('save'),
    }).pattern(roleField, Joi.string().max(100).allow('')),
  },
  async handle(context, { params: { personId: id }, body, actor, command }) {
    const { rev, name, skills = '', password, reason, act } = body;
    const roles = rolesIn(body, (await viewPerson(context, actor, id)).roles);
    if (roles.some(({ role }) => !roleNames.includes(role)))
      throw new EdgeRefusal('INVALID_REQUEST', `"role" must be one of ${roleNames.join(', ')}.`);
    if (roles.length === 0)
      throw new EdgeRefusal('INVALID_REQUEST', 'A person needs a role somewhere; whoever leaves is deactivated.');
    await changePerson(context, {
      ...command,
      id,
      reason,
      expectedRev: rev,
      ...(act === 'save'
        ? {
            name,
            roles,
            skills: skillsIn(skills),
            ...(password !== undefined && { passwordHash: await hashPassword(password) }),
          }
        : { isActive: act === 'activate' }),
    });
    return {
      redirect: `/staff/people/${encodeURIComponent(id)}`,
      flash: { kind: 'success', key: act === 'deactivate' ? 'flash.personDeactivated' : 'flash.personChanged' },
    };
  },
});
