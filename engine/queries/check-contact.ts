/** What an agent wants to know while the caller is still talking: who it is, what was before, and whether we know the matter (requirements C1, C10). */
import type { Actor } from '../case/actor.ts';
import type { Case, Contact } from '../case/case.ts';
import { compareMatters, sameMatterScore, type MatterLikeness } from '../contacts/compare-matters.ts';
import { repeatWindowMs } from '../contacts/recognise-repeats.ts';
import { customerKeysOf, plainPhone, type CustomerRecord } from '../customer/customer-record.ts';
import { present } from '../present.ts';
import { termSetOf } from '../text/terms.ts';
import { contactHistory, findCustomers, type CustomerContext } from './view-customers.ts';
import { maskFor } from './view-case.ts';
import { visibleCentres } from './visible-centres.ts';

export type CheckContact = {
  readonly at: Date;
  readonly phone?: string;
  readonly customerId?: string;
  readonly orderNumber?: string;
  readonly subject?: string;
  readonly description?: string;
  readonly category?: string;
};

export type Candidate = {
  readonly case: Case;
  /**
   * `repeat`: this customer, this matter. `duplicate`: a repeat that is still open and nearly the same.
   * `similar`: the same matter of another customer.
   */
  readonly kind: 'repeat' | 'duplicate' | 'similar';
  readonly likeness: MatterLikeness;
  /** What makes it the same customer; absent for another one. */
  readonly sameCustomer?: 'id' | 'phone';
  readonly daysAgo: number;
};

/** An answer that closed a similar case. */
export type SuggestedAnswer = { readonly case: Case; readonly answer: string; readonly score: number };

export type ContactCheck = {
  readonly customers: readonly CustomerRecord[];
  /** The latest contacts, of `total`. */
  readonly history: readonly Case[];
  readonly total: number;
  readonly openCases: readonly Case[];
  /** The likeliest first. */
  readonly candidates: readonly Candidate[];
  readonly answers: readonly SuggestedAnswer[];
};

const DAY = 24 * 60 * 60 * 1000;
const historyShown = 50;
const candidatesShown = 10;
const answersShown = 5;
const similarLookedAt = 100;
const duplicateScore = 0.8;
/** Data in which the shipped processes keep what the customer was told. */
const answerNames = ['response', 'answer'] as const;

const sameCustomer = (asked: readonly string[], found: Contact): Candidate['sameCustomer'] => {
  const shared = customerKeysOf(found.customer).filter((key) => asked.includes(key));
  if (shared.length === 0) return undefined;
  return shared.some((key) => key.startsWith('id:')) ? 'id' : 'phone';
};

const answerOf = ({ runs: [own] }: Case): string | undefined =>
  answerNames.map((name) => own?.execution.data[name]).find((value) => typeof value === 'string' && value !== '') as
    string | undefined;

const customersOf = async (
  context: CustomerContext,
  actor: Actor,
  { phone, customerId, orderNumber }: CheckContact,
): Promise<readonly CustomerRecord[]> => {
  if (customerId !== undefined) return findCustomers(context, actor, { customerId });
  if (orderNumber !== undefined) return findCustomers(context, actor, { orderNumber });
  return phone === undefined ? [] : findCustomers(context, actor, { phone });
};

/** The same caller's cases and those of others that share terms, each compared and explained. */
export const checkContact = async (
  context: CustomerContext,
  actor: Actor,
  asked: CheckContact,
): Promise<ContactCheck> => {
  const { organisation, contacts } = context;
  const customers = await customersOf(context, actor, asked);
  const [only] = customers.length === 1 ? customers : [];
  const phones = [
    ...new Set([...(asked.phone === undefined ? [] : [plainPhone(asked.phone)]), ...(only?.phones ?? [])]),
  ];
  const id = only?.id ?? asked.customerId;
  const { cases: history, total } = await contactHistory(
    context,
    actor,
    { ...present({ id }), phones },
    { limit: historyShown },
  );

  const matter = {
    subject: asked.subject ?? '',
    category: asked.category ?? '',
    ...present({ description: asked.description }),
  };
  const terms = [...termSetOf(`${matter.subject}\n${asked.description ?? ''}`)];
  const receivedFrom = new Date(asked.at.getTime() - repeatWindowMs);
  const sharing = await contacts.sharingTerms(
    { terms, centres: visibleCentres(actor, organisation).all, receivedFrom },
    similarLookedAt,
  );
  const keys = [...customerKeysOf(present({ id })), ...phones.flatMap((phone) => customerKeysOf({ phone }))];
  const known = new Map(
    [...history, ...sharing.map((found) => maskFor(actor, organisation, found))].map((found) => [found.id, found]),
  );
  // Whose case it is, is read from what is stored: a masked phone would match nobody.
  const ofCaller = new Set(history.map((found) => found.id));
  const stored = new Map(sharing.map((found) => [found.id, found]));

  const compared = [...known.values()]
    .filter(({ contact }) => contact.receivedAt >= receivedFrom && contact.receivedAt <= asked.at)
    .map((found) => ({ found, likeness: compareMatters(matter, found.contact) }))
    .filter(({ likeness }) => likeness.score >= sameMatterScore && likeness.textSimilarity > 0)
    .toSorted((one, other) => other.likeness.score - one.likeness.score);

  const candidates = compared.slice(0, candidatesShown).map(({ found, likeness }): Candidate => {
    const isOpen = found.status === 'open';
    const kind = !ofCaller.has(found.id)
      ? 'similar'
      : isOpen && likeness.score >= duplicateScore
        ? 'duplicate'
        : 'repeat';
    const by = ofCaller.has(found.id)
      ? (sameCustomer(keys, (stored.get(found.id) ?? found).contact) ?? 'phone')
      : undefined;
    const daysAgo = Math.floor((asked.at.getTime() - found.contact.receivedAt.getTime()) / DAY);
    return { case: found, kind, likeness, daysAgo, ...present({ sameCustomer: by }) };
  });
  const answers = compared.flatMap(({ found, likeness }) => {
    const answer = found.status === 'closed' ? answerOf(found) : undefined;
    return answer === undefined ? [] : [{ case: found, answer, score: likeness.score }];
  });
  return {
    customers,
    history,
    total,
    openCases: history.filter(({ status }) => status === 'open'),
    candidates,
    answers: answers.slice(0, answersShown),
  };
};
