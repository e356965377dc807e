/** What stands in the navigation, by role. A hint only: what a page shows is decided by the engine. */
import type { RoleHolding, RoleName } from '../../engine/index.ts';
import type { Translate } from '../texts.ts';
import { managers } from './manages.ts';

export type NavigationItem = { readonly href: string; readonly label: string; readonly isCurrent: boolean };

export type Navigation = {
  readonly main: readonly NavigationItem[];
  /** What is looked after less often: who works, by which hours and rules. One alone stands among the others. */
  readonly organisation: readonly NavigationItem[];
};

type Destination = {
  readonly href: string;
  readonly key: string;
  readonly roles: readonly RoleName[];
  readonly isOrganisation?: true;
};

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
  { href: '/designer', key: 'frame.nav.designer', roles: ['process-designer', 'administrator'] },
  { href: '/staff', key: 'frame.nav.staff', roles: managers, isOrganisation: true },
  { href: '/calendars', key: 'calendar.title', roles: [...managers, 'process-designer'], isOrganisation: true },
  { href: '/decisions', key: 'decision.title', roles: [...managers, 'process-designer'], isOrganisation: true },
  { href: '/processes', key: 'frame.nav.processes', roles: [...managers, 'process-designer'], isOrganisation: true },
];

export const navigationFor = (roles: readonly RoleHolding[], path: string, t: Translate): Navigation => {
  const held = new Set(roles.map(({ role }) => role));
  const offered = destinations.filter(
    (destination) => destination.roles.length === 0 || destination.roles.some((role) => held.has(role)),
  );
  const itemOf = ({ href, key }: Destination): NavigationItem => ({
    href,
    label: t(key),
    isCurrent: path === href || path.startsWith(`${href}/`) || path.startsWith(`${href}?`),
  });
  const organisation = offered.filter(({ isOrganisation }) => isOrganisation);
  const isGrouped = organisation.length > 1;
  return {
    main: offered.filter(({ isOrganisation }) => !isGrouped || !isOrganisation).map(itemOf),
    organisation: isGrouped ? organisation.map(itemOf) : [],
  };
};
