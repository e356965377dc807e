/** What a step did in BPMN terms, as sentences with the names of elements; what has no name and says nothing is left out. */
import type { Happening } from '../../engine/index.ts';
import { shortMoment } from '../moments.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import type { ElementNames } from './element-names.ts';

type Words = { readonly names: ElementNames; readonly reader: Reader; readonly t: Translate };

const refOf = (ref: string | undefined): string => (ref === undefined ? '' : ` “${ref}”`);

/** Entered and left in the same step, which is told once. */
const passedAtOnce = (happened: readonly Happening[]): ReadonlySet<string> => {
  const entered = new Set(happened.flatMap((one) => (one.type === 'entered' ? [one.executionId] : [])));
  return new Set(
    happened.flatMap((one) =>
      one.type === 'left' && one.outcome === 'completed' && entered.has(one.executionId) ? [one.executionId] : [],
    ),
  );
};

const leftWords = (happening: Extract<Happening, { type: 'left' }>, name: string, { names, t }: Words): string => {
  const { outcome, cause } = happening;
  if (outcome === 'cancelled' && cause !== undefined)
    return t('trace.left.cancelledBy', { name, cause: names.nameOf(cause) ?? cause });
  return t(`trace.left.${outcome}`, { name });
};

const timerWords = (
  { type, activityId, dueAt }: Extract<Happening, { type: 'timerArmed' | 'timerFired' | 'timerCancelled' }>,
  { names, reader, t }: Words,
): string =>
  t(`trace.${type}`, {
    name: names.nameOf(activityId) ?? activityId,
    at: shortMoment(new Date(dueAt), reader.timeZone),
  });

const wordsOf = (happening: Happening, atOnce: ReadonlySet<string>, words: Words): string | undefined => {
  const { names, t } = words;
  switch (happening.type) {
    case 'entered': {
      const name = names.nameOf(happening.activityId);
      return name === undefined || atOnce.has(happening.executionId) ? undefined : t('trace.entered', { name });
    }
    case 'left': {
      const name = names.nameOf(happening.activityId);
      if (name === undefined) return undefined;
      return atOnce.has(happening.executionId) ? t('trace.passed', { name }) : leftWords(happening, name, words);
    }
    case 'taken': {
      const name = names.nameOf(happening.flowId);
      return name === undefined ? undefined : t('trace.taken', { name });
    }
    case 'thrown':
    case 'caught': {
      const name = names.nameOf(happening.activityId) ?? happening.activityId;
      return t(`trace.${happening.type}`, { name, kind: t(`trace.kind.${happening.kind}`), ref: refOf(happening.ref) });
    }
    case 'timerArmed':
    case 'timerFired':
    case 'timerCancelled':
      return timerWords(happening, words);
    case 'incidentRaised':
    case 'incidentResolved': {
      const name = names.nameOf(happening.activityId) ?? happening.activityId;
      const message = happening.type === 'incidentRaised' ? happening.message : '';
      return t(`trace.${happening.type}`, { name, message });
    }
    case 'dataChanged':
      return undefined;
    case 'ended':
      return t(`trace.ended.${happening.status}`);
  }
};

export const happeningWords = (happened: readonly Happening[], words: Words): string[] => {
  const atOnce = passedAtOnce(happened);
  return happened.flatMap((happening) => wordsOf(happening, atOnce, words) ?? []);
};
