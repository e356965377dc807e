/** The override panel as its templates show it: what could be done, the fields of what was chosen, and what it would do. */
import type {
  Case,
  Organisation,
  OverrideAction,
  OverrideOffer,
  OverridePreview,
  OverrideRequest,
  Person,
  Stuck,
  Undo,
} from '../../engine/index.ts';
import { shortMoment } from '../moments.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { candidateName } from './candidate-name.ts';
import { codeName } from './code-name.ts';
import type { DiagramPair } from './override-diagrams.ts';
import { fieldsOf, type Field, type FieldsAround } from './override-fields.ts';

export type OverrideAround = {
  readonly organisation: Organisation;
  readonly reader: Reader;
  readonly t: Translate;
  readonly now: Date;
};

/** In the order of the panel: what is needed most stands first. */
const groups: readonly (readonly [string, readonly OverrideAction[]])[] = [
  ['people', ['reassign', 'claimFor', 'delegate', 'setPriority']],
  ['ladder', ['escalate', 'sendBack']],
  ['clock', ['extend', 'recalculate', 'pauseClock', 'resumeClock', 'suspend', 'resume']],
  ['flow', ['skip', 'repeat', 'move', 'retry']],
  ['case', ['editData', 'merge', 'undoMerge', 'migrate', 'cancel', 'reopen']],
];

type Possible = { readonly isPossible: boolean; readonly why?: string };

/** All actions in groups, each leading to its form. */
export const menuOf = (
  hrefOf: (action: OverrideAction) => string,
  chosen: OverrideAction | undefined,
  stateOf: (action: OverrideAction) => Possible,
  t: Translate,
) =>
  groups.map(([group, actions]) => ({
    name: t(`override.group.${group}`),
    actions: actions.map((action) => ({
      action,
      label: t(`override.action.${action}`),
      hint: t(`override.about.${action}`),
      href: hrefOf(action),
      isChosen: action === chosen,
      ...stateOf(action),
    })),
  }));

/** Sentences of the engine as this reader reads them: moments in their zone, roles by name. */
export const readable = (sentence: string, { organisation, reader }: Omit<OverrideAround, 't' | 'now'>): string =>
  sentence
    .replaceAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g, (_, date: string, time: string) =>
      shortMoment(new Date(`${date}T${time}:00Z`), reader.timeZone),
    )
    .replace(/^(?:层级由|The tier changes).*$/, (words) =>
      words.replaceAll(/\b(?:junior|senior|manager|province)\b/g, (code) => codeName('tier', code, reader.locale)),
    )
    .replaceAll(/\b[a-z][a-z-]*@[a-z][a-z-]*\b/g, (key) => candidateName(key, organisation, reader.locale));

export const overrideTitle = ({ number }: Case, t: Translate): string => t('override.title', { number });

export type OverrideFound = {
  readonly current: Case;
  readonly offers: readonly OverrideOffer[];
  readonly stuck: Stuck;
  readonly people: readonly Person[];
  readonly chosen?: OverrideAction;
  readonly preview?: OverridePreview & { readonly request: OverrideRequest };
  readonly diagrams?: readonly DiagramPair[];
  readonly reason?: string;
  readonly undo?: OverrideRequest | Undo;
};

const byName = (left: Person, right: Person): number => (left.id < right.id ? -1 : 1);

export const fieldsAround = (people: readonly Person[], { organisation, reader, t }: OverrideAround): FieldsAround => ({
  reader,
  t,
  people: people.toSorted(byName),
  groupName: (key) => candidateName(key, organisation, reader.locale),
});

export const overrideModel = (found: OverrideFound, around: OverrideAround): Record<string, unknown> => {
  const { current, offers, stuck, people, chosen, preview, diagrams, reason, undo } = found;
  const { reader, t, now } = around;
  const href = `/cases/${current.number}/override`;
  const offer = offers.find(({ action }) => action === chosen);
  const say = (sentence: string): string => readable(sentence, around);
  const fields: readonly Field[] | undefined = offer?.isPossible
    ? fieldsOf(offer.action, offer.choices, fieldsAround(people, around))
    : undefined;
  return {
    now,
    number: current.number,
    caseId: current.id,
    caseHref: `/cases/${current.number}`,
    subject: current.contact.subject,
    href,
    reasons: stuck.reasons.map(({ words, since }) => ({ words: say(words[reader.locale]), since })),
    menu: menuOf(
      (action) => `${href}?action=${action}#chosen`,
      chosen,
      (action) => {
        const one = offers.find((other) => other.action === action);
        return { isPossible: one?.isPossible === true, ...(one && !one.isPossible && { why: say(one.why) }) };
      },
      t,
    ),
    ...(chosen !== undefined && {
      chosen: { action: chosen, label: t(`override.action.${chosen}`), about: t(`override.about.${chosen}`) },
    }),
    ...(fields && !preview && { form: { fields, action: `${href}/preview` } }),
    ...(offer && !offer.isPossible && { why: say(offer.why) }),
    ...(preview && {
      preview: {
        words: preview.words[reader.locale].map(say),
        hasUndo: preview.hasUndo,
        rev: preview.rev,
        request: JSON.stringify(preview.request),
        reason,
        diagrams,
        backHref: `${href}?action=${preview.request.action}#chosen`,
      },
    }),
    ...(undo && {
      undo: {
        request: JSON.stringify(undo),
        label: t(`override.action.${undo.action as OverrideAction}`),
        reason: t('override.undoReason'),
      },
    }),
  };
};
