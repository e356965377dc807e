import type { Organisation } from '../../engine/index.ts';
import type { Locale } from '../locale.ts';
import { centreName } from './centre-name.ts';
import { codeName } from './code-name.ts';

/** `junior-agent@lanzhou` as people say it. */
export const candidateName = (key: string, organisation: Organisation, locale: Locale): string => {
  const [role = '', node = ''] = key.split('@');
  return `${codeName('role', role, locale)} · ${centreName(organisation, node, locale)}`;
};
