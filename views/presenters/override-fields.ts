/** The fields an override's form asks for, made of what the engine says could be chosen. */
import type { OverrideAction, Person } from '../../engine/index.ts';
import { shortMoment } from '../moments.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { limitName } from './case-promises.ts';
import { codeName } from './code-name.ts';
import { localName } from './local-name.ts';

export type Option = { readonly value: string; readonly label: string; readonly isCurrent?: boolean };

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly type: 'select' | 'text' | 'number' | 'datetime-local' | 'area';
  readonly options?: readonly Option[];
  /** Offered as a choice of no value, under this name. */
  readonly none?: string;
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly hint?: string;
  /** Kind of a datum, sent along so that a number stays one. */
  readonly kind?: string;
};

type Place = { readonly activityId: string; readonly name?: string; readonly tier?: string };

/** What an offer may hold; each action gives some of it. */
export type Choices = {
  readonly tasks?: readonly (Place & {
    readonly taskId: string;
    readonly candidates: readonly string[];
    readonly assignee?: string;
    readonly priority?: number;
  })[];
  readonly tokens?: readonly (Place & { readonly waitId: string; readonly since?: Date })[];
  readonly targets?: readonly unknown[] | Readonly<Record<string, readonly Place[]>>;
  readonly nearest?: string;
  readonly last?: string;
  readonly candidateGroups?: readonly string[];
  readonly incidents?: readonly { readonly waitId: string; readonly activityId: string; readonly message: string }[];
  readonly pauseReasons?: readonly {
    readonly id: string;
    readonly name: { readonly zh: string; readonly en: string };
  }[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly newest?: number;
  readonly activityIds?: readonly string[];
  readonly usual?: string;
  readonly calendarIds?: readonly string[];
  readonly likely?: readonly { readonly caseNumber: string }[];
};

export type FieldsAround = {
  readonly reader: Reader;
  readonly t: Translate;
  readonly people: readonly Person[];
  /** `junior-agent@lanzhou` as people say it. */
  readonly groupName: (key: string) => string;
};

type Make = (choices: Choices, around: FieldsAround) => readonly Field[];

const placeName = ({ name, activityId }: Place, { reader }: FieldsAround): string =>
  localName(name ?? activityId, reader.locale);

const select = (name: string, options: readonly Option[], { t }: FieldsAround, more: Partial<Field> = {}): Field => ({
  name,
  label: t(`override.field.${name}`),
  type: 'select',
  options,
  ...more,
});

const input = (name: string, { t }: FieldsAround, more: Partial<Field> = {}): Field => ({
  name,
  label: t(`override.field.${name}`),
  type: 'text',
  ...more,
});

const personOptions = ({ people, reader }: FieldsAround, prefix = ''): Option[] =>
  people.map(({ id, name, roles }) => ({
    value: `${prefix}${id}`,
    label: `${name} (${roles.map(({ role }) => codeName('role', role, reader.locale)).join(', ')})`,
  }));

const task: Make = ({ tasks }, around) =>
  tasks === undefined
    ? []
    : [
        select(
          'taskId',
          tasks.map((one) => ({
            value: one.taskId,
            label: `${placeName(one, around)} · ${one.assignee ?? one.candidates.map(around.groupName).join(', ')}`,
          })),
          around,
        ),
      ];

const person: Make = (_, around) =>
  around.people.length > 0
    ? [select('assignee', personOptions(around), around, { isRequired: true })]
    : [input('assignee', around, { isRequired: true })];

const receiver: Make = ({ candidateGroups = [] }, around) => [
  select(
    'to',
    [
      ...candidateGroups.map((role) => ({
        value: `group:${role}`,
        label: around.t('override.anyOf', { role: codeName('role', role, around.reader.locale) }),
      })),
      ...personOptions(around, 'person:'),
    ],
    around,
    { isRequired: true },
  ),
];

const token: Make = ({ tokens }, around) =>
  tokens === undefined
    ? [input('activityId', around, { hint: around.t('override.hint.activityId') })]
    : [
        select(
          'waitId',
          tokens.map((one) => ({
            value: one.waitId,
            label: `${placeName(one, around)}${one.since ? ` · ${around.t('override.since', { at: shortMoment(one.since, around.reader.timeZone) })}` : ''}`,
          })),
          around,
        ),
      ];

const optionOf = (place: Place, current: string | undefined, around: FieldsAround): Option => ({
  value: place.activityId,
  label: placeName(place, around),
  isCurrent: place.activityId === current,
});

const tierTarget: Make = ({ targets, nearest, last }, around) =>
  Array.isArray(targets)
    ? [
        select(
          'toActivityId',
          (targets as readonly Place[]).map((place) => optionOf(place, nearest ?? last, around)),
          around,
        ),
      ]
    : [];

const anyTarget: Make = ({ targets }, around) =>
  targets === undefined
    ? [input('toActivityId', around, { isRequired: true, hint: around.t('override.hint.toActivityId') })]
    : [
        select(
          'toActivityId',
          Object.values(targets as Readonly<Record<string, readonly Place[]>>)
            .flat()
            .map((place) => optionOf(place, undefined, around)),
          around,
          { isRequired: true },
        ),
      ];

type LimitChoice = {
  readonly targetId: string;
  readonly activityId: string;
  readonly name?: string;
  readonly dueAt: Date;
};

const spans = ['PT1H', 'PT4H', 'P1D', 'P3D'];

const limit: Make = ({ targets }, around) => [
  ...(Array.isArray(targets)
    ? [
        select(
          'targetId',
          (targets as readonly LimitChoice[]).map((target) => ({
            value: target.targetId,
            label: `${localName(limitName(target, around.t), around.reader.locale)} · ${shortMoment(target.dueAt, around.reader.timeZone)}`,
          })),
          around,
        ),
      ]
    : []),
  select(
    'by',
    spans.map((span) => ({ value: span, label: around.t(`override.span.${span}`) })),
    around,
    { none: around.t('override.untilMoment') },
  ),
  input('dueAt', around, { type: 'datetime-local', hint: around.t('override.hint.dueAt') }),
];

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const caseFile: Make = ({ data }, around) =>
  data === undefined
    ? [input('data', around, { type: 'area', isRequired: true, hint: around.t('override.hint.data') })]
    : Object.entries(data)
        .filter((entry): entry is [string, string | number | boolean] => isScalar(entry[1]))
        .map(([name, value]) => ({
          name: `datum:${name}`,
          label: name,
          kind: typeof value,
          value: String(value),
          ...(typeof value === 'boolean'
            ? {
                type: 'select' as const,
                options: [true, false].map((one) => ({
                  value: String(one),
                  label: around.t(`override.truth.${one}`),
                  isCurrent: one === value,
                })),
              }
            : { type: 'text' as const }),
        }));

const incident: Make = ({ incidents }, around) =>
  incidents === undefined
    ? []
    : [
        select(
          'waitId',
          incidents.map(({ waitId, activityId, message }) => ({ value: waitId, label: `${activityId}: ${message}` })),
          around,
        ),
      ];

const pauseFor: Make = ({ pauseReasons = [] }, around) => [
  select(
    'pauseReason',
    pauseReasons.map(({ id, name }) => ({ value: id, label: around.reader.locale === 'en' ? name.en : name.zh })),
    around,
    { isRequired: true },
  ),
];

const version: Make = ({ newest }, around) =>
  newest === undefined
    ? [input('version', around, { type: 'number', hint: around.t('override.hint.version') })]
    : [
        select(
          'version',
          Array.from({ length: newest }, (_, index) => String(newest - index)).map((value) => ({
            value,
            label: value,
          })),
          around,
        ),
      ];

const calendar: Make = ({ calendarIds = [] }, around) =>
  calendarIds.length < 2
    ? []
    : [
        select(
          'calendarId',
          calendarIds.map((value) => ({ value, label: value })),
          around,
          { none: around.t('override.anyCalendar') },
        ),
      ];

const skipData: Make = (_, around) => [input('data', around, { type: 'area', hint: around.t('override.hint.data') })];

const priority: Make = (_, around) => [
  input('priority', around, { type: 'number', hint: around.t('override.hint.priority') }),
];

const reopenAt: Make = ({ activityIds, usual }, around) =>
  activityIds === undefined
    ? []
    : [
        select(
          'activityId',
          activityIds.map((id) => ({ value: id, label: id, isCurrent: id === usual })),
          around,
        ),
      ];

/** Cases that are linked already come first to mind; any other is named by its number. */
const goesOn: Make = ({ likely = [] }, around) => [
  input('other', around, {
    isRequired: true,
    hint: around.t('override.hint.other'),
    ...(likely.length === 1 && { value: likely[0]!.caseNumber }),
  }),
];

const makers: Readonly<Record<OverrideAction, readonly Make[]>> = {
  reassign: [task, receiver],
  claimFor: [task, person],
  delegate: [task, person],
  setPriority: [task, priority],
  escalate: [tierTarget],
  sendBack: [tierTarget],
  skip: [token, skipData],
  repeat: [token],
  move: [token, anyTarget],
  editData: [caseFile],
  retry: [incident],
  pauseClock: [pauseFor],
  resumeClock: [],
  extend: [limit],
  recalculate: [calendar],
  suspend: [],
  resume: [],
  cancel: [],
  migrate: [version],
  reopen: [reopenAt],
  merge: [goesOn],
  undoMerge: [],
};

export const fieldsOf = (action: OverrideAction, choices: Choices, around: FieldsAround): readonly Field[] =>
  makers[action].flatMap((make) => make(choices, around));
