/** Who a page is made for, as far as its looks go. */
import type { Locale } from './locale.ts';

export const themes = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

export type Reader = {
  readonly locale: Locale;
  readonly theme: Theme;
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string;
};
