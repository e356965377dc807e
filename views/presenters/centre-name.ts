import type { Organisation } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';

/** A node of the organisation in the reader's language; its id when it is not known. */
export const centreName = (organisation: Organisation, id: string, locale: Locale): string => {
  const name = organisation.get(id)?.name;
  return (locale === 'en' ? name?.en : name?.zh) ?? id;
};
