/** The trace of one case for those who audit it; what is shown and masked is the engine's to say. */
import Joi from 'joi';
import { listAccesses, readDiagram, unmaskCase, verifyCase, viewCase, viewTrace } from '../../engine/index.ts';
import { caseIdOrNumberSchema } from '../case-id.ts';
import { diagramSvg } from '../../views/diagram/diagram-svg.ts';
import { stateInView } from '../../views/presenters/replay-model.ts';
import { replayFrames } from '../../views/presenters/replay.ts';
import { traceModel, type TraceParts, type TraceQuery } from '../../views/presenters/trace.ts';
import { dateSchema } from '../moment-schema.ts';
import { EdgeRefusal } from '../problem.ts';
import { ifAllowed } from './if-allowed.ts';
import { page, type PageCall, type PageReply } from './page.ts';
import type { ApiContext } from '../operation.ts';

export const traceParams = Joi.object({
  caseId: caseIdOrNumberSchema.required(),
});

const word = Joi.string().trim().max(100).empty('');
const sequence = Joi.number().integer().min(0);

/** Looks at personal data shown beside the trace; older ones are found over the API. */
const accessesShown = 50;

const partsOf = async (
  context: ApiContext,
  { actor, params: { caseId } }: Pick<PageCall<{ caseId: string }, unknown, unknown>, 'actor' | 'params'>,
  query: TraceQuery,
  isUnmasked: boolean,
): Promise<TraceParts> => {
  const trace = await viewTrace(context, actor, caseId, isUnmasked);
  const [accesses, verification] = await Promise.all([
    ifAllowed(listAccesses(context, actor, { caseId, limit: accessesShown })),
    query.check === undefined ? undefined : verifyCase(context, actor, caseId),
  ]);
  return { trace, query, isUnmasked, ...(accesses && { accesses }), ...(verification && { verification }) };
};

const replyOf = (
  { organisation }: ApiContext,
  parts: TraceParts,
  { reader, t }: Pick<PageCall<unknown, unknown, unknown>, 'reader' | 't'>,
): PageReply => ({
  template: 'pages/trace',
  title: t('trace.title', { number: parts.trace.current.number }),
  bundles: ['trace'],
  model: traceModel(parts, { organisation, reader, t }),
});

export const tracePage = page<{ caseId: string }, TraceQuery>({
  method: 'get',
  path: '/audit/cases/:caseId',
  access: 'signedIn',
  schemas: {
    params: traceParams,
    query: Joi.object({
      who: word,
      what: word,
      datum: word,
      from: dateSchema().empty(''),
      to: dateSchema().empty(''),
      plain: Joi.valid('yes').empty(''),
      at: sequence,
      run: word,
      after: sequence,
      check: Joi.valid('yes'),
    }),
  },
  handle: async (context, call) => replyOf(context, await partsOf(context, call, call.query, false), call),
});

/** Shown once, in answer to the reason: another look takes another reason. */
export const unmaskTraceForm = page<{ caseId: string }, unknown, { reason: string }>({
  method: 'post',
  path: '/audit/cases/:caseId/unmask',
  access: 'signedIn',
  schemas: { params: traceParams, body: Joi.object({ reason: Joi.string().trim().min(1).max(1000).required() }) },
  async handle(context, call) {
    const { id } = await viewCase(context, call.actor, call.params.caseId);
    await unmaskCase(context, { ...call.command, caseId: id, reason: call.body.reason });
    return replyOf(context, await partsOf(context, call, {}, true), call);
  },
});

/** Where a run stood after an entry, drawn by the server for pages without scripts. */
export const tracePicture = page<{ caseId: string }, { at: number; run?: string }>({
  method: 'get',
  path: '/audit/cases/:caseId/picture',
  access: 'signedIn',
  schemas: { params: traceParams, query: Joi.object({ at: sequence.required(), run: word }) },
  async handle(context, { actor, params: { caseId }, query: { at, run } }) {
    const { entries, definitions } = await viewTrace(context, actor, caseId);
    const state = stateInView(replayFrames(entries), at, run);
    const deployed = definitions.find(({ definition }) => definition.id === state?.definitionId);
    const deployment = deployed && (await context.readers.deployment(deployed.definition.deploymentId));
    const file = deployment?.files.find(({ name }) => name === deployed?.definition.fileName);
    if (!state || !deployed || !file)
      throw new EdgeRefusal('NO_SUCH_OPERATION', `Case ${caseId} has no diagram to show at entry ${at}.`);
    const title = deployed.definition.name ?? deployed.definition.key;
    const svg = diagramSvg(await readDiagram(file.content), title, {
      passed: state.passed,
      current: new Set(state.active.values()),
    });
    return { content: svg, type: 'image/svg+xml' };
  },
});
