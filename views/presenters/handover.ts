/** Handover logs from shift to shift as pages show them. */
import type { Handover, Organisation, ShiftPlan } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { centreName } from './centre-name.ts';

type Around = { readonly organisation: Organisation; readonly reader: Reader; readonly t: Translate };

const shiftName = (plan: ShiftPlan | undefined, id: string, { reader: { locale } }: Around): string => {
  const name = plan?.shifts.find((shift) => shift.id === id)?.name;
  return (locale === 'en' ? name?.en : name?.zh) ?? id;
};

const left = ({ items }: Handover): number => items.filter(({ acknowledgedAt }) => acknowledgedAt === undefined).length;

export const handoverLine = (
  handover: Handover,
  plan: ShiftPlan | undefined,
  around: Around,
): Record<string, unknown> => {
  const { organisation, reader, t } = around;
  const waiting = left(handover);
  return {
    id: handover.id,
    href: `/handover/${handover.id}`,
    centre: centreName(organisation, handover.node, reader.locale),
    shift: shiftName(plan, handover.shiftId, around),
    date: handover.date,
    startsAt: handover.startsAt,
    endsAt: handover.endsAt,
    givers: handover.givers.join(', '),
    isOpen: handover.status === 'open',
    status: t(`handover.status.${handover.status}`),
    hasWaiting: waiting > 0,
    waiting: waiting > 0 ? t('handover.waiting', { count: waiting }) : t('handover.allTaken'),
  };
};

export const handoverModel = (
  handover: Handover,
  plan: ShiftPlan | undefined,
  actorId: string,
  around: Around,
): Record<string, unknown> => {
  const isOpen = handover.status === 'open';
  const isGiver = handover.givers.includes(actorId);
  return {
    ...handoverLine(handover, plan, around),
    items: handover.items.map((item) => ({
      id: item.id,
      kind: around.t(`handover.kind.${item.kind}`),
      isUrgent: item.kind === 'callback' || item.kind === 'hardQuestion',
      text: item.text,
      caseNumber: item.caseNumber,
      caseHref: item.caseNumber && `/cases/${item.caseNumber}`,
      dueAt: item.dueAt,
      addedBy: item.addedBy,
      addedAt: item.addedAt,
      carried: item.timesCarried ? around.t('handover.carried', { count: item.timesCarried }) : undefined,
      isTaken: item.acknowledgedAt !== undefined,
      taken: item.acknowledgedBy && around.t('handover.taken', { who: item.acknowledgedBy }),
      takenAt: item.acknowledgedAt,
      remark: item.remark,
      mayTake: isOpen && !isGiver && item.acknowledgedAt === undefined,
    })),
  };
};

/** The local date of a plan's zone, as a date field wants it. */
export const localDate = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
