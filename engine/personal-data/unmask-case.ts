/** Shows the customer to somebody whose role does not need personal data, for a reason that is recorded (requirement O3). */
import type { Actor, RoleName } from '../case/actor.ts';
import { describe } from '../case/authorisation.ts';
import type { Case, Contact } from '../case/case.ts';
import { record } from '../case/draft.ts';
import { isWithin } from '../case/organisation.ts';
import { runsSentTo } from '../case/sent-work.ts';
import { isOpen } from '../case/task.ts';
import { changeCase, type Answer, type CaseCommand } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import type { ReadContext } from '../queries/view-case.ts';

export type UnmaskCase = CaseCommand & { readonly reason: string };

/** Statisticians count, they do not look; everybody else who sees whole cases may have a reason to. */
const unmasks: ReadonlySet<RoleName> = new Set<RoleName>([
  'junior-agent',
  'senior-agent',
  'manager-hotline',
  'satisfaction-surveyor',
  'provincial-hotline',
  'integration-client',
  'quality-inspector',
  'knowledge-manager',
  'provincial-knowledge-manager',
  'centre-leader',
  'service-supervisor',
  'auditor',
  'administrator',
]);

/** A branch has a reason only as long as it has work to do. */
const hasOpenWork = (actor: Actor, { organisation }: Pick<Context, 'organisation'>, current: Case): boolean => {
  const sent = new Set(runsSentTo(actor, organisation, current));
  return current.tasks.some((task) => isOpen(task) && sent.has(task.runId));
};

const authoriseUnmasking = (actor: Actor, context: Pick<Context, 'organisation'>, current: Case): void => {
  const { centre } = current.contact;
  const holds = actor.roles.some(({ role, node }) => unmasks.has(role) && isWithin(context.organisation, centre, node));
  if (holds || hasOpenWork(actor, context, current)) return;
  throw new Refusal(
    'NOT_ALLOWED',
    `${actor.id} (${describe(actor)}) may not unmask the customer of case ${current.number}; ${[...unmasks].join(', ')} of '${centre}' or above may, and a branch with open work of the case.`,
    { caseId: current.id },
  );
};

/**
 * The contact in full. The journal gets `PersonalDataUnmasked`, the access log a line, before anything is answered.
 * Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`, `VERSION_CONFLICT`, `IDEMPOTENCY_KEY_REUSED`.
 */
export const unmaskCase = async (
  context: Context & Pick<ReadContext, 'accessLog'>,
  command: UnmaskCase,
): Promise<Answer & { readonly contact: Contact }> => {
  const { actor, at, reason } = command;
  let shown: Contact | undefined;
  const answer = await changeCase(context, 'unmaskCase', command, (draft) => {
    authoriseUnmasking(actor, context, draft.case);
    shown = draft.case.contact;
    return record(draft, { type: 'PersonalDataUnmasked', reason });
  });
  const { caseId, caseNumber } = answer;
  if (!shown) {
    const current = (await context.cases.load(caseId))!;
    authoriseUnmasking(actor, context, current);
    shown = current.contact;
  }
  const id = `${caseId}:${answer.rev}`;
  await context.accessLog.noteUnmasking({ id, at, userId: actor.id, caseId, caseNumber, centre: shown.centre, reason });
  return { ...answer, contact: shown };
};
