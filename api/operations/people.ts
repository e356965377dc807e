import Joi from 'joi';
import {
  addPerson,
  changePerson,
  listPeople,
  roleNames,
  viewPerson,
  type ListPeople,
  type Person,
  type RecordAnswer,
  type RoleHolding,
} from '../../engine/index.ts';
import { operation, type Reply } from '../operation.ts';
import { hashPassword } from '../password.ts';

const line = (max: number): Joi.StringSchema =>
  Joi.string()
    .trim()
    .max(max)
    .pattern(/^[^\p{Cc}]*$/u, 'text without control characters');

const personId = Joi.string().pattern(/^[\w.-]{1,100}$/, 'letters, digits, dots and dashes');
const params = Joi.object({ personId: personId.required() });
const role = Joi.valid(...roleNames);

/** The only topics an integration client may serve. */
const topics = Joi.array().items(line(200).min(1)).min(1).max(50).unique();

const content = {
  name: line(100),
  roles: Joi.array()
    .items(Joi.object({ role: role.required(), node: line(100).required(), topics }))
    .min(1)
    .max(20),
  skills: Joi.array().items(line(60)).max(30).unique(),
  password: Joi.string().min(8).max(200),
};

type Content = { name: string; roles: RoleHolding[]; skills: string[]; password: string };

const reply = ({ record, isRepeat }: RecordAnswer<Person>, status = 200): Reply => ({
  status: isRepeat ? 200 : status,
  body: { person: record, isRepeat },
  etag: String(record.rev),
});

export const listPeopleOperation = operation<unknown, ListPeople>({
  method: 'get',
  path: '/people',
  summary: 'People of your part of the organisation with roles and skills, by id, paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      node: line(100),
      role,
      skill: line(60),
      isActive: Joi.boolean(),
      text: line(100),
      after: line(100),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query, actor }) {
    const { people, total } = await listPeople(context, actor, query);
    return { body: { people, total, next: people.length === query.limit ? (people.at(-1)?.id ?? null) : null } };
  },
});

export const showPerson = operation<{ personId: string }>({
  method: 'get',
  path: '/people/:personId',
  summary: 'A person with roles and skills',
  access: 'signedIn',
  schemas: { params },
  async handle(context, { params: { personId: id }, actor }) {
    const person = await viewPerson(context, actor, id);
    return { body: person, etag: String(person.rev) };
  },
});

export const addPersonOperation = operation<unknown, unknown, Content & { id: string }>({
  method: 'post',
  path: '/people',
  summary: 'Let a person sign in, with roles at nodes of the organisation and skills',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      id: personId.required(),
      ...content,
      name: content.name.required(),
      roles: content.roles.required(),
      skills: content.skills.default([]),
      password: content.password.required(),
    }),
  },
  async handle(context, { body: { password, ...body }, command }) {
    const answer = await addPerson(context, { ...command, ...body, passwordHash: await hashPassword(password) });
    return { ...reply(answer, 201), location: `/api/v1/people/${encodeURIComponent(body.id)}` };
  },
});

export const changePersonOperation = operation<
  { personId: string },
  unknown,
  Partial<Content> & { isActive?: boolean; reason?: string }
>({
  method: 'put',
  path: '/people/:personId',
  summary: 'Change what is given of a person: name, roles, skills, password, or whether they are active',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({ ...content, isActive: Joi.boolean(), reason: line(1000) }),
  },
  async handle(context, { params: { personId: id }, body: { password, ...body }, command }) {
    const secret = password === undefined ? {} : { passwordHash: await hashPassword(password) };
    return reply(await changePerson(context, { ...command, ...body, ...secret, id }));
  },
});
