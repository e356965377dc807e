/** What stands in the navigation, by role. A hint only: what a page shows is decided by the engine. */
import type { RoleHolding, RoleName } from '../../engine/index.ts';
import type { Translate } from '../texts.ts';
import { managers } from './manages.ts';

export type NavigationItem = { readonly href: string; readonly label: string; readonly isCurrent: boolean };

type Destination = { readonly href: string; readonly key: string; readonly roles: readonly RoleName[] };

const agents: readonly RoleName[] = ['junior-agent', 'senior-agent', 'manager-hotline', 'provincial-hotline'];

/** In the order of the header. */
const destinations: readonly Destination[] = [
  { href: '/worklist', key: 'frame.nav.worklist', roles: [] },
  { href: '/board', key: 'frame.nav.board', roles: managers },
  { href: '/cases', key: 'frame.nav.cases', roles: [...managers, 'quality-inspector', 'auditor'] },
  { href: '/register', key: 'frame.nav.register', roles: agents },
  { href: '/search', key: 'frame.nav.search', roles: [] },
  { href: '/handover', key: 'frame.nav.handover', roles: agents },
  {
    href: '/audit',
    key: 'frame.nav.audit',
    roles: ['auditor', 'administrator', 'centre-leader', 'service-supervisor', 'quality-inspector'],
  },
  { href: '/staff', key: 'frame.nav.staff', roles: managers },
  { href: '/processes', key: 'frame.nav.processes', roles: [...managers, 'process-designer'] },
  { href: '/designer', key: 'frame.nav.designer', roles: ['process-designer', 'administrator'] },
];

export const navigationFor = (roles: readonly RoleHolding[], path: string, t: Translate): NavigationItem[] => {
  const held = new Set(roles.map(({ role }) => role));
  return destinations
    .filter((destination) => destination.roles.length === 0 || destination.roles.some((role) => held.has(role)))
    .map(({ href, key }) => ({
      href,
      label: t(key),
      isCurrent: path === href || path.startsWith(`${href}/`) || path.startsWith(`${href}?`),
    }));
};
