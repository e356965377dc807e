import Joi from 'joi';
import { endAbsence, listAbsences, recordAbsence, type Absence, type RecordAnswer } from '../../engine/index.ts';
import { momentSchema } from '../moment-schema.ts';
import { operation, type Reply } from '../operation.ts';

const personId = Joi.string().pattern(/^[\w.-]{1,100}$/, 'letters, digits, dots and dashes');

const reply = ({ record, isRepeat }: RecordAnswer<Absence>, status = 200): Reply => ({
  status: isRepeat ? 200 : status,
  body: { absence: record, isRepeat },
  etag: String(record.rev),
});

type AbsenceBody = {
  personId: string;
  from?: string;
  until?: string;
  reason?: string;
  deputyId?: string;
  handOver: boolean;
};

export const recordAbsenceOperation = operation<unknown, unknown, AbsenceBody>({
  method: 'post',
  path: '/absences',
  summary: 'Somebody is away; everything they hold is handed over when it begins',
  access: 'signedIn',
  schemas: {
    body: Joi.object({
      personId: personId.required(),
      from: momentSchema(),
      until: momentSchema(),
      reason: Joi.string().trim().max(1000),
      deputyId: personId,
      handOver: Joi.boolean().default(true),
    }),
  },
  async handle(context, { body: { from, until, ...body }, command }) {
    const answer = await recordAbsence(context, {
      ...command,
      ...body,
      id: context.newId(),
      from: from === undefined ? command.at : new Date(from),
      ...(until !== undefined && { until: new Date(until) }),
    });
    return reply(answer, 201);
  },
});

export const listAbsencesOperation = operation<
  unknown,
  { personId?: string; at?: string; after?: string; limit: number }
>({
  method: 'get',
  path: '/absences',
  summary: 'Absences, your own and those of the nodes you lead, with what became of the work, paged by key',
  access: 'signedIn',
  schemas: {
    query: Joi.object({
      personId,
      at: momentSchema(),
      after: Joi.string().max(60),
      limit: Joi.number().integer().min(1).max(200).default(50),
    }),
  },
  async handle(context, { query: { at, ...query }, actor }) {
    const { absences, total } = await listAbsences(context, actor, {
      ...query,
      ...(at !== undefined && { at: new Date(at) }),
    });
    const last = absences.length === query.limit ? absences.at(-1)?.id : undefined;
    return { body: { absences, total, next: last ?? null } };
  },
});

export const endAbsenceOperation = operation<{ absenceId: string }>({
  method: 'delete',
  path: '/absences/:absenceId',
  summary: 'Somebody is back, or stays after all; what was handed over stays with the others',
  access: 'signedIn',
  schemas: {
    params: Joi.object({
      absenceId: Joi.string()
        .pattern(/^[\w-]{1,60}$/, 'absence id')
        .required(),
    }),
  },
  async handle(context, { params, command }) {
    return reply(await endAbsence(context, { ...command, id: params.absenceId }));
  },
});
