import { advance } from '../case/advance.ts';
import { authoriseHearsay, authoriseWork, reportsWork } from '../case/authorisation.ts';
import type { Case } from '../case/case.ts';
import type { Draft } from '../case/draft.ts';
import { executorOf } from '../case/executor-of.ts';
import { requireWait } from '../case/wait-id.ts';
import { Refusal } from '../errors.ts';
import type { Data } from '../executor.ts';
import { relayedMessagesOf } from '../model/relayed-messages.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { changeCase, type Answer, type CaseCommand } from './change-case.ts';

export type CorrelateMessage = CaseCommand & {
  readonly message: string;
  readonly correlationKey?: string;
  /** Only this subscription, as `<runId>.<executionId>`. */
  readonly waitId?: string;
  readonly data?: Data;
  /** A message nobody waits for yet is kept until then; without it, it is refused. */
  readonly keepUntil?: Date;
};

/** The first run that waits for the message; the case's own run when none does. */
const runFor = async (
  context: Context,
  current: Case,
  { message, correlationKey }: Pick<CorrelateMessage, 'message' | 'correlationKey'>,
): Promise<string> => {
  for (const run of current.runs) {
    const deployed = run.execution.status === 'running' ? await context.definitions.byId(run.definition.id) : undefined;
    const waits = deployed
      ? executorOf(context, run.execution)
          .waiting(deployed.definition, run.execution)
          .some(
            (waiting) =>
              waiting.kind === 'message' &&
              waiting.message === message &&
              (waiting.correlationKey === undefined || waiting.correlationKey === correlationKey),
          )
      : false;
    if (waits) return run.id;
  }
  return current.runs[0]!.id;
};

/** Gives the message to what waits for it. Throws `EXECUTION_NOT_WAITING` when nothing does. */
export const decideCorrelation = async (
  context: Context,
  draft: Draft,
  asked: Omit<CorrelateMessage, keyof CaseCommand> & { readonly at: Date },
): Promise<Draft> => {
  const { message, correlationKey, waitId, data, keepUntil, at } = asked;
  const named = waitId === undefined ? undefined : requireWait(draft.case, waitId);
  const runId = named?.run.id ?? (await runFor(context, draft.case, asked));
  return advance(
    context,
    draft,
    runId,
    {
      type: 'correlate',
      message,
      ...present({ correlationKey, data, executionId: named?.executionId, keepUntil: keepUntil?.toISOString() }),
    },
    at,
  );
};

/**
 * Whoever handles the case passes on what customers and branches say. What a process relays to bound cases is the answer of
 * a major incident and comes from there; messages kept for later are for systems that report ahead of time.
 */
const authorise = async (
  context: Context,
  current: Case,
  { actor, message, keepUntil }: CorrelateMessage,
): Promise<void> => {
  if (reportsWork(actor, context.organisation, current)) return;
  if (keepUntil) authoriseWork(actor, context.organisation, current);
  authoriseHearsay(actor, context.organisation, current);
  for (const { definition } of current.runs) {
    const deployed = await context.definitions.byId(definition.id);
    if (deployed && relayedMessagesOf(deployed.definition).has(message))
      throw new Refusal(
        'NOT_ALLOWED',
        `'${message}' comes from the major incident that case ${current.number} is bound to; ${actor.id} may answer the case itself.`,
        { caseId: current.id, message },
      );
  }
};

/** Delivers a message to what waits for it in the case. Refuses with `EXECUTION_NOT_WAITING` when nothing does. */
export const correlateMessage = (context: Context, command: CorrelateMessage): Promise<Answer> =>
  changeCase(context, 'correlateMessage', command, async (draft) => {
    await authorise(context, draft.case, command);
    return decideCorrelation(context, draft, command);
  });
