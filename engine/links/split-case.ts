/** Makes a part of a case's matter a case of its own (requirement C10). */
import { authoriseHandling, authoriseView } from '../case/authorisation.ts';
import type { Contact } from '../case/case.ts';
import type { Answer, CaseCommand } from '../commands/change-case.ts';
import { registerCase, type RegisterCase } from '../commands/register-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';

export type SplitCase = CaseCommand & {
  readonly reason: string;
  readonly subject: string;
  readonly description?: string;
  /** Those of the case when absent. */
  readonly category?: string;
  readonly severity?: Contact['severity'];
  readonly definitionKey?: string;
};

/** The registration that makes the new case. Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`, `VERSION_CONFLICT`. */
export const registrationOf = async (context: Context, command: SplitCase): Promise<RegisterCase> => {
  const { caseId, expectedRev, actor, at, key, reason, subject, description } = command;
  const from = await context.cases.load(caseId);
  if (!from) throw new Refusal('CASE_NOT_FOUND', `There is no case '${caseId}'.`, { caseId });
  authoriseView(actor, context.organisation, from);
  authoriseHandling(actor, context.organisation, from);
  if (expectedRev !== undefined && expectedRev !== from.rev)
    throw new Refusal(
      'VERSION_CONFLICT',
      `Case ${from.number} is at revision ${from.rev}, not ${expectedRev}: someone changed it meanwhile. Load it again.`,
      { rev: from.rev, expectedRev },
    );
  const { source: _, description: __, contactPromisedBy: ___, ...contact } = from.contact;
  return {
    actor,
    at,
    definitionKey: command.definitionKey ?? from.runs[0]!.definition.key,
    contact: {
      ...contact,
      subject,
      category: command.category ?? contact.category,
      severity: command.severity ?? contact.severity,
      ...present({ description }),
    },
    splitFrom: { id: from.id, number: from.number, reason },
    ...present({ key }),
  };
};

/**
 * Registers the new case with the same customer, linked to the one it came from, and answers with it. Refuses as the
 * registration does, and with `CASE_NOT_FOUND`, `VERSION_CONFLICT`.
 */
export const splitCase = async (context: Context, command: SplitCase): Promise<Answer> =>
  registerCase(context, await registrationOf(context, command));
