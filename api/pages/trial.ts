/** The trial run of a design: what the last finished cases would have come to, by changed calendars too. */
import { setImmediate as breathe } from 'node:timers/promises';
import Joi from 'joi';
import { runTrial, viewCalendar, viewDesign, type Trial, type WorkingCalendar } from '../../engine/index.ts';
import { renderFragment } from '../../views/render-page.ts';
import { triedCalendar, trialModel } from '../../views/presenters/trial.ts';
import type { ApiContext } from '../operation.ts';
import { problemOf } from '../problem.ts';
import { calendarIn, dayText } from './calendar-text.ts';
import { page, type PageCall, type PageReply } from './page.ts';

const sizes = [100, 500, 1000, 5000] as const;

const params = Joi.object({
  designId: Joi.string()
    .pattern(/^[\w-]{1,60}$/, 'design id')
    .required(),
});

type TrialParams = { designId: string };
/** `calendar:<id>:week:<weekday>` and `calendar:<id>:days` for each calendar that is tried. */
type TrialForm = { act: string; limit: number; another?: string } & Record<string, string | number>;
type Call = PageCall<TrialParams, unknown, unknown>;
type Tried = { readonly limit: number; readonly calendars: readonly WorkingCalendar[] };

const nothingTried: Tried = { limit: sizes[0], calendars: [] };

const shown = async (context: ApiContext, call: Call, tried: Tried, trial?: Trial): Promise<PageReply> => {
  const { actor, params: given, reader, t } = call;
  const design = await viewDesign(context, actor, given.designId);
  const ids = new Set(tried.calendars.map(({ id }) => id));
  return {
    template: 'pages/trial',
    title: t('trial.title', { name: design.name }),
    bundles: ['trial'],
    model: {
      design,
      sizes: sizes.map((size) => ({ size, isCurrent: size === tried.limit })),
      calendars: tried.calendars.map((draft) =>
        triedCalendar(viewCalendar(context, draft.id), draft, (draft.days ?? []).map(dayText), reader, t),
      ),
      otherCalendars: context.calendars
        .all()
        .filter(({ id }) => !ids.has(id))
        .map(({ id, name }) => ({ id, name: reader.locale === 'en' ? name.en : name.zh })),
      ...(trial && { trial: trialModel(trial, reader, t) }),
    },
  };
};

export const trialPage = page<TrialParams>({
  method: 'get',
  path: '/designer/trial/:designId',
  access: 'signedIn',
  schemas: { params },
  handle: (context, call) => shown(context, call, nothingTried),
});

const calendarField = /^calendar:([a-z][a-z0-9-]{0,59}):(days|week:[a-z]+)$/;

/** The calendars of the form, as they are in force but for what its fields say. */
const calendarsIn = (context: ApiContext, form: TrialForm): WorkingCalendar[] => {
  const fields = new Map<string, Record<string, string>>();
  for (const [name, value] of Object.entries(form)) {
    const [, id, field] = calendarField.exec(name) ?? [];
    if (id !== undefined && field !== undefined) fields.set(id, { ...fields.get(id), [field]: String(value) });
  }
  return [...fields].map(([id, own]) => calendarIn(viewCalendar(context, id).calendar, own));
};

/** The trial line by line: `{ share }` while it runs, in the end `{ html }` or `{ problem }`. */
const streamed = (context: ApiContext, call: Call, tried: Tried): PageReply => ({
  async write(response) {
    const { actor, params: given, reader, request, t } = call;
    const line = (content: object): boolean => response.write(`${JSON.stringify(content)}\n`);
    let percent = -1;
    const tellShare = async (share: number): Promise<void> => {
      const now = Math.floor(share * 100);
      if (now > percent) {
        if (percent < 0) response.type('application/x-ndjson');
        line({ share });
        percent = now;
      }
      await breathe();
    };
    try {
      const design = await viewDesign(context, actor, given.designId);
      const trial = await runTrial(context, { actor, ...given, ...tried, breathe: tellShare });
      if (percent < 0) response.type('application/x-ndjson');
      const frame = { reader, path: request.originalUrl };
      const model = { design, trial: trialModel(trial, reader, t) };
      line({ html: renderFragment(frame, 'partials/trial-result', model) });
    } catch (error) {
      // What is refused before anything was said is answered as any refusal.
      if (!response.headersSent) throw error;
      line({ problem: problemOf(error, () => undefined).detail });
    }
    response.end();
  },
});

export const trialForm = page<TrialParams, unknown, TrialForm>({
  method: 'post',
  path: '/designer/trial/:designId',
  access: 'signedIn',
  schemas: {
    params,
    body: Joi.object({
      act: Joi.string()
        .pattern(/^(?:run|add|drop:[a-z0-9-]{1,60})$/, 'act')
        .default('run'),
      limit: Joi.number()
        .valid(...sizes)
        .default(sizes[0]),
      another: Joi.string().max(60).empty(''),
    }).pattern(calendarField, Joi.string().max(100_000).allow('')),
  },
  async handle(context, call) {
    const { actor, body, params: given, request } = call;
    const { act, limit, another } = body;
    const calendars = calendarsIn(context, body);
    if (act === 'run') {
      const tried = { limit, calendars };
      if (request.accepts(['html', 'application/x-ndjson']) === 'application/x-ndjson')
        return streamed(context, call, tried);
      return shown(
        context,
        call,
        tried,
        await runTrial(context, { actor, ...given, ...tried, breathe: () => breathe() }),
      );
    }
    const dropped = act.startsWith('drop:') ? act.slice('drop:'.length) : undefined;
    const isNew = act === 'add' && another !== undefined && !calendars.some(({ id }) => id === another);
    const added = isNew ? [viewCalendar(context, another).calendar] : [];
    return shown(context, call, { limit, calendars: [...calendars.filter(({ id }) => id !== dropped), ...added] });
  },
});
