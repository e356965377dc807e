/** Registering a contact while the customer is on the line (requirement C1). */
import Joi from 'joi';
import { askCustomerRecord, checkContact, registerCase, type Answer } from '../../engine/index.ts';
import { knownModel, registerModel, type Typed } from '../../views/presenters/register.ts';
import type { ApiContext } from '../operation.ts';
import { phoneSchema, readContact, type ReadContact } from './contact-form.ts';
import { page, type PageCall, type PageReply } from './page.ts';

type Call = PageCall<unknown, unknown, Typed>;

const body = Joi.object().pattern(/^\w{1,40}$/, Joi.string().max(20_000).allow(''));

const wantsJson = ({ request }: Call): boolean => request.accepts(['html', 'json']) === 'json';

const show = (
  context: ApiContext,
  { actor, reader, t }: PageCall<unknown, unknown, unknown>,
  typed: Typed,
  {
    problems = new Map<string, string>(),
    known,
    status = 200,
  }: { problems?: ReadonlyMap<string, string>; known?: object; status?: number } = {},
): PageReply => ({
  template: 'pages/register',
  title: t('register.title'),
  bundles: ['register'],
  status,
  model: {
    ...registerModel(typed, problems, { actor, organisation: context.organisation, reader, t }),
    known,
    commandKey: context.newId(),
  },
});

export const registerPage = page<unknown, { phone?: string }>({
  method: 'get',
  path: '/register',
  access: 'signedIn',
  schemas: { query: Joi.object({ phone: Joi.string().max(40) }) },
  handle: async (context, call) => show(context, call, call.query),
});

const lookUp = async (context: ApiContext, call: Call): Promise<Record<string, unknown>> => {
  const { body: typed, actor, command, reader, t } = call;
  const phone = phoneSchema.validate(typed['phone']).error ? undefined : typed['phone']?.trim();
  const check = await checkContact(context, actor, {
    at: command.at,
    ...(phone !== undefined && phone !== '' && { phone }),
    ...(typed['subject'] && { subject: typed['subject'].slice(0, 300) }),
    ...(typed['description'] && { description: typed['description'] }),
    ...(typed['category'] && { category: typed['category'] }),
  });
  const question =
    phone === undefined || phone === ''
      ? undefined
      : await askCustomerRecord(context, { actor, at: command.at, phone }, check.customers);
  const isAsking = question !== undefined && question.state !== 'completed' && question.state !== 'failed';
  return knownModel(check, isAsking, { reader, t });
};

export const checkContactForm = page<unknown, unknown, Typed>({
  method: 'post',
  path: '/register/check',
  access: 'signedIn',
  schemas: { body },
  async handle(context, call): Promise<PageReply> {
    const known = await lookUp(context, call);
    if (call.request.get('X-Fragment') !== undefined) return { fragment: 'partials/known-customer', model: { known } };
    const [only, ...others] = known['customers'] as { fields: Typed }[];
    const filledIn = only && others.length === 0 ? { ...call.body, ...only.fields } : call.body;
    return show(context, call, filledIn, { known });
  },
});

const register = async (context: ApiContext, { command }: Call, read: ReadContact): Promise<Answer> => {
  const { kind, contact, promisedAt } = read;
  const data = promisedAt && { promisedAt: promisedAt.toISOString() };
  const answer = await registerCase(context, { ...command, definitionKey: kind, contact, ...(data && { data }) });
  if (!data || kind === 'promisedCallback') return answer;
  const { key, ...base } = command;
  await registerCase(context, {
    ...base,
    ...(key !== undefined && { key: `${key}:callback` }),
    definitionKey: 'promisedCallback',
    contact: { ...contact, subject: `${answer.caseNumber} ${contact.subject}`.slice(0, 300) },
    data,
  });
  return answer;
};

export const registerForm = page<unknown, unknown, Typed>({
  method: 'post',
  path: '/register',
  access: 'signedIn',
  schemas: { body },
  async handle(context, call): Promise<PageReply> {
    const { body: typed, reader, t, command } = call;
    const result = readContact(typed, reader, command.at, t);
    if ('problems' in result) {
      if (wantsJson(call)) return { status: 422, json: { problems: Object.fromEntries(result.problems) } };
      return show(context, call, typed, { problems: result.problems, status: 422 });
    }
    const answer = await register(context, call, result.read);
    const href = `/cases/${answer.caseNumber}`;
    const values = { number: answer.caseNumber };
    if (wantsJson(call)) return { json: { caseId: answer.caseId, href, message: t('flash.registered', values) } };
    return { redirect: href, flash: { kind: 'success', key: 'flash.registered', values } };
  },
});
