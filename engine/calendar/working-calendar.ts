/** A working calendar as people write it down: weekly hours, holidays, adjusted working days (调休). Data, never code. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof weekdays)[number];

export type LocalName = { readonly zh: string; readonly en: string };

/** Some days in a row that are not like their weekday. */
export type SpecialDays = {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day; default: `from` alone. */
  readonly to?: string;
  /** `holiday`: nobody works; `workday`: people work although the weekday is free. */
  readonly kind: 'holiday' | 'workday';
  readonly name: LocalName;
  /** Hours of a `workday`, as in `week`; default: those of the first weekday that has any. */
  readonly hours?: readonly string[];
  /** Not announced yet; may still change. */
  readonly provisional?: boolean;
};

export type WorkingCalendar = {
  /** Letters, digits and `-`; what `ladder:calendar` names. The calendar of an organisation node bears the node's id. */
  readonly id: string;
  readonly name: LocalName;
  /** The organisation node whose managers keep it. */
  readonly node: string;
  /** The calendar that says whatever this one leaves out. */
  readonly parentId?: string;
  /** IANA name, for instance `Asia/Shanghai`. */
  readonly timeZone?: string;
  /** Hours per weekday such as `["08:30-12:00", "14:30-18:00"]`, in order, up to `24:00`; a weekday left out is free. */
  readonly week?: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Own special days; on a day that the parent names too, these win. */
  readonly days?: readonly SpecialDays[];
  /** `false`: works on the holidays of its parents too, and knows none of their adjusted days. */
  readonly observesHolidays?: boolean;
  /** Where the days come from, for instance the notice that announced them. */
  readonly sources?: readonly string[];
};
