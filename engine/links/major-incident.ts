/** A major incident (突发事件): one parent for many cases of one cause, whose answer answers them all (requirement C11). */
import { authoriseJoining } from '../case/authorisation.ts';
import { candidateKey } from '../case/candidates.ts';
import { change, record, type Draft } from '../case/draft.ts';
import { findLink } from '../case/link.ts';
import { beginLink } from '../case/link-changes.ts';
import type { MajorIncident, RelayedMessage } from '../case/major-incident.ts';
import { relayToBound } from '../case/relay.ts';
import { changeCase, type Answer, type CaseCommand } from '../commands/change-case.ts';
import { Refusal } from '../errors.ts';
import type { Context } from '../ports.ts';
import { present } from '../present.ts';
import { requireOther } from './require-other.ts';

const informed = ['provincial-hotline', 'service-supervisor'] as const;

const requireOpen = ({ status, number, id }: Draft['case']): void => {
  if (status === 'closed') throw new Refusal('CASE_CLOSED', `Case ${number} is closed.`, { caseId: id });
};

const requireMajorIncident = ({ majorIncident, number, id }: Draft['case']): MajorIncident => {
  if (majorIncident) return majorIncident;
  throw new Refusal('NOT_A_MAJOR_INCIDENT', `Case ${number} is no major incident; declare it one first.`, {
    caseId: id,
  });
};

export type DeclareMajorIncident = CaseCommand & { readonly reason: string };

/** Makes the case a parent others can be bound to; the province is told with the same write. */
export const declareMajorIncident = (context: Context, command: DeclareMajorIncident): Promise<Answer> =>
  changeCase(context, 'declareMajorIncident', command, (draft) => {
    const { actor, at, reason } = command;
    authoriseJoining(actor, context.organisation, draft.case);
    requireOpen(draft.case);
    if (draft.case.majorIncident) return undefined;
    const { centre, subject } = draft.case.contact;
    const majorIncident: MajorIncident = { declaredAt: at, declaredBy: actor.id, reason, answers: [] };
    return record(change(draft, { majorIncident }), {
      type: 'MajorIncidentDeclared',
      reason,
      details: { centre },
      message: {
        to: informed.map((role) => candidateKey(context.organisation, role, centre)),
        template: 'major-incident-declared',
        data: { centre, subject, reason, declaredBy: actor.id },
      },
    });
  });

export type BindCases = CaseCommand & { readonly otherIds: readonly string[]; readonly reason: string };

/**
 * Binds a selection of cases to this parent in one write; each takes up its end by itself, or says why not (`LinkRefused`).
 * Cases bound already are passed over. Refuses with `NOT_A_MAJOR_INCIDENT`, `CASE_NOT_FOUND`, `NOT_ALLOWED`, `INVALID_LINK`.
 */
export const bindCases = (context: Context, command: BindCases): Promise<Answer> =>
  changeCase(context, 'bindCases', command, async (draft) => {
    const { actor, at, reason } = command;
    authoriseJoining(actor, context.organisation, draft.case);
    requireMajorIncident(draft.case);
    let current = draft;
    for (const otherId of new Set(command.otherIds)) {
      const other = await requireOther(context, actor, draft.case, otherId);
      const known = findLink(current.case, 'binds', other.id);
      if (known && known.state !== 'ending') continue;
      current = beginLink(current, { other, kind: 'binds', at, by: actor.id, reason });
    }
    return current === draft ? undefined : current;
  });

export type AnswerMajorIncident = CaseCommand & RelayedMessage & { readonly reason: string };

/** Answers every bound case by hand: the message goes to each of them, and to those bound later. */
export const answerMajorIncident = (context: Context, command: AnswerMajorIncident): Promise<Answer> =>
  changeCase(context, 'answerMajorIncident', command, (draft) => {
    const { actor, at, reason, message, correlationKey, data } = command;
    authoriseJoining(actor, context.organisation, draft.case);
    requireMajorIncident(draft.case);
    const recorded = record(draft, { type: 'MessageRelayed', reason, details: { message, ...present({ data }) } });
    return relayToBound(recorded, { message, ...present({ correlationKey, data }) }, at);
  });
