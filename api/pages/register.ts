/** Registering a contact: the form, the look at what is known while it is filled in, and what is said afterwards. */
import Joi from 'joi';
import {
  askCustomerRecord,
  centresToRegisterFor,
  checkContact,
  isFreshRecord,
  linkCases,
  Refusal,
  registerCase,
  viewCase,
  type Actor,
  type Answer,
  type ContactCheck,
  type RecordRequest,
} from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { contactContextModel } from '../../views/presenters/contact-context.ts';
import { contactFormModel, type ContactFields } from '../../views/presenters/contact-form.ts';
import { registeredModel } from '../../views/presenters/registered.ts';
import type { ApiContext } from '../operation.ts';
import { contactCategories } from './contact-categories.ts';
import { callbackBeside, contactSchema, isPhone, problemsOf, registrationOf, tidy } from './contact-form.ts';
import { page, type PageCall, type PageReply } from './page.ts';

type FormCall = PageCall<unknown, unknown, ContactFields>;

/** Own centres first: those a role is held at, before those below one. Refuses with `NOT_ALLOWED` when there are none. */
const centresOf = ({ organisation }: ApiContext, actor: Actor): string[] => {
  const centres = centresToRegisterFor(actor, organisation);
  if (centres.length === 0)
    throw new Refusal('NOT_ALLOWED', `${actor.id} may not register contacts; agents and hotlines of a centre may.`);
  const own = new Set(actor.roles.map(({ node }) => node));
  return centres.toSorted((left, right) => Number(own.has(right)) - Number(own.has(left)));
};

type Known = { readonly check: ContactCheck | undefined; readonly asked: RecordRequest | undefined };

const nothing: Known = { check: undefined, asked: undefined };

const knownOf = async (
  context: ApiContext,
  { actor, command: { at } }: FormCall,
  fields: ContactFields,
): Promise<Known> => {
  const { phone, orderNumber, customerId, subject, description, category, centre } = fields;
  const numbers = { ...(isPhone(phone) && { phone }), ...(orderNumber !== '' && { orderNumber }) };
  const isCalling = Object.keys(numbers).length > 0;
  if (!isCalling && customerId + subject + description === '') return nothing;
  const matter = { at, subject, description, ...(category !== '' && { category }) };
  const look = (by: { customerId?: string }): Promise<ContactCheck> =>
    checkContact(context, actor, { ...matter, ...numbers, ...by });
  const check = await look(isCalling || customerId === '' ? {} : { customerId });
  // The id is a choice among those who share the number; typed together with another number it means nothing.
  const isChosen = check.customers.length > 1 && check.customers.some(({ id }) => id === customerId);
  if (isChosen) return { check: await look({ customerId }), asked: undefined };
  if (!isCalling || check.customers.some((record) => isFreshRecord(record, at))) return { check, asked: undefined };
  const asked = await askCustomerRecord(context, { actor, at, node: centre, ...numbers });
  return { check: asked === 'answered' ? await look({}) : check, asked };
};

/** What is known of the only customer goes where nothing was written, for browsers without scripts. */
const filledIn = (fields: ContactFields, { check }: Known): ContactFields => {
  const [record, another] = check?.customers ?? [];
  if (!record || another) return fields;
  return {
    ...fields,
    customerId: record.id,
    phone: fields.phone || (record.phones[0] ?? ''),
    name: fields.name || (record.name ?? ''),
    address: fields.address || (record.address ?? ''),
    customerClass: fields.customerClass === 'ordinary' ? record.class : fields.customerClass,
  };
};

const formPage = async (
  context: ApiContext,
  { reader, t, command }: FormCall,
  fields: ContactFields,
  { centres, known, problems = {} }: { centres: readonly string[]; known: Known; problems?: Record<string, string> },
): Promise<PageReply & { readonly template: string }> => {
  const categories = await contactCategories(context);
  const around = { organisation: context.organisation, reader, t };
  return {
    template: 'pages/register',
    title: t('register.title'),
    bundles: ['register'],
    model: {
      ...contactFormModel(fields, {
        ...around,
        centres,
        categories,
        problems,
        commandKey: command.key ?? context.newId(),
      }),
      ...contactContextModel(known, around),
    },
  };
};

export const registerPage = page<unknown, ContactFields>({
  method: 'get',
  path: '/register',
  access: 'signedIn',
  schemas: { query: contactSchema },
  async handle(context, call) {
    const centres = centresOf(context, call.actor);
    const fields = { ...call.query, centre: call.query.centre || centres[0]! };
    return formPage(context, { ...call, body: fields, query: undefined }, fields, { centres, known: nothing });
  },
});

/** The form again, as it was typed, with what is known about customer and matter beside it. */
export const checkContactForm = page<unknown, unknown, ContactFields>({
  method: 'post',
  path: '/register/check',
  access: 'signedIn',
  schemas: { body: contactSchema },
  async handle(context, call) {
    const centres = centresOf(context, call.actor);
    const tidied = tidy(call.body);
    const fields = { ...tidied, centre: centres.includes(tidied.centre) ? tidied.centre : centres[0]! };
    const known = await knownOf(context, call, fields);
    if (call.request.get('X-Fragment') === undefined)
      return formPage(context, call, filledIn(fields, known), { centres, known });
    const { reader, t } = call;
    const model = { fields, ...contactContextModel(known, { organisation: context.organisation, reader, t }) };
    return { fragment: 'partials/contact-context', model };
  },
});

/** The contact as a case; a call promised beside it is a case of its own, so that each goes its own way, linked to the first. */
const register = async (
  context: ApiContext,
  { command, reader, t }: FormCall,
  fields: ContactFields,
): Promise<Answer> => {
  const answer = await registerCase(context, { ...command, ...registrationOf(fields, reader.timeZone) });
  const subject = t('register.callbackSubject', { number: answer.caseNumber });
  const call = callbackBeside(fields, subject, reader.timeZone);
  if (!call) return answer;
  const { key, ...base } = command;
  const keyed = (name: string): { key?: string } => (key === undefined ? {} : { key: `${key}:${name}` });
  const { caseId } = await registerCase(context, { ...base, ...keyed('call'), ...call });
  const link = { kind: 'related' as const, otherId: answer.caseId, reason: subject };
  await linkCases(context, { ...base, ...keyed('link'), caseId, ...link });
  return answer;
};

export const registerForm = page<unknown, unknown, ContactFields>({
  method: 'post',
  path: '/register',
  access: 'signedIn',
  schemas: { body: contactSchema },
  async handle(context, call): Promise<PageReply> {
    const { actor, command, reader, request, t } = call;
    const centres = centresOf(context, actor);
    const fields = tidy(call.body);
    const problems = problemsOf(fields, { at: command.at, timeZone: reader.timeZone, centres });
    const isScript = request.accepts(['html', 'json']) === 'json';
    if (Object.keys(problems).length > 0) {
      if (isScript) {
        const told = Object.entries(problems).map(([field, name]) => [field, t(`register.problem.${name}`)]);
        return { status: 422, json: { problems: Object.fromEntries(told) } };
      }
      const known = await knownOf(context, call, fields);
      return { ...(await formPage(context, call, fields, { centres, known, problems })), status: 422 };
    }
    const { caseId, caseNumber } = await register(context, call, fields);
    const href = `/registered/${caseNumber}`;
    return isScript ? { json: { caseId, caseNumber, href } } : { redirect: href };
  },
});

export const registeredPage = page<{ caseId: string }>({
  method: 'get',
  path: '/registered/:caseId',
  access: 'signedIn',
  schemas: {
    params: Joi.object({
      caseId: caseIdOrNumberSchema.required(),
    }),
  },
  async handle(context, { params, actor, reader, t, command }) {
    const current = await viewCase(context, actor, params.caseId);
    return {
      template: 'pages/registered',
      title: t('registered.title', { number: current.number }),
      bundles: ['register'],
      model: registeredModel(current, {
        organisation: context.organisation,
        calendars: context.calendars,
        reader,
        t,
        now: command.at,
      }),
    };
  },
});
