/** People to try the product with: several of each role per centre and its branch, all with the same published password. */
import type { Organisation, OrganisationNode, RoleHolding, RoleName } from '../engine/index.ts';
import { chanceOf } from './chance.ts';

export type DemoPerson = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly RoleHolding[];
  readonly skills: readonly string[];
};

export const demoPassword = 'demo';

/** How many of a role a place has; the first bears the plain prefix, the others a number behind it. */
type Post = readonly [prefix: string, role: RoleName, count: number];

const centrePosts: readonly Post[] = [
  ['junior', 'junior-agent', 4],
  ['senior', 'senior-agent', 4],
  ['manager', 'manager-hotline', 2],
  ['leader', 'centre-leader', 1],
  ['quality', 'quality-inspector', 1],
  ['knowledge', 'knowledge-manager', 1],
  ['statistician', 'statistician', 1],
  ['surveyor', 'satisfaction-surveyor', 2],
];

const provincePosts: readonly Post[] = [
  ['province', 'provincial-hotline', 2],
  ['supervisor', 'service-supervisor', 2],
  ['knowledge', 'provincial-knowledge-manager', 1],
  ['statistician', 'provincial-statistician', 1],
  ['designer', 'process-designer', 1],
  ['auditor', 'auditor', 1],
  ['admin', 'administrator', 1],
  ['integration', 'integration-client', 1],
];

/** What branch handlers and agents of a place can do; departments bear the last word of their id. */
const skillsOf: Readonly<Record<string, readonly string[]>> = {
  network: ['broadband', 'mobile-network', 'fixed-line'],
  billing: ['billing', 'packages'],
  service: ['service', 'terminals'],
};

/** All that a branch's own system may serve. */
const branchSystemTopics = ['branch-work-order'] as const;

const trades = ['broadband', 'mobile-network', 'fixed-line', 'billing', 'packages', 'terminals'] as const;
const languages = ['tibetan', 'hui-dialect', 'english'] as const;

const surnames = '王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹'.split('');
const givenNames = [
  '丽华',
  '建国',
  '晓燕',
  '志强',
  '雪梅',
  '文博',
  '玉兰',
  '海涛',
  '秀英',
  '明远',
  '桂芳',
  '立军',
  '春霞',
  '国栋',
  '淑珍',
  '晓东',
  '红梅',
  '永强',
  '静怡',
  '天佑',
];

const pick = <T>(list: readonly T[], chance: number): T => list[Math.floor(chance * list.length)]!;

const nameOf = (id: string): string =>
  `${pick(surnames, chanceOf(`${id}/surname`))}${pick(givenNames, chanceOf(`${id}/given`))}`;

/** Two trades for everybody who talks to customers, a language for one in three. */
const agentSkills = (id: string): string[] => {
  const first = Math.floor(chanceOf(`${id}/trade`) * trades.length);
  const second = (first + 1 + Math.floor(chanceOf(`${id}/trade2`) * (trades.length - 1))) % trades.length;
  const speaks = chanceOf(`${id}/speaks`) < 1 / 3 ? [pick(languages, chanceOf(`${id}/language`))] : [];
  return [trades[first]!, trades[second]!, ...speaks];
};

const talks: ReadonlySet<RoleName> = new Set<RoleName>(['junior-agent', 'senior-agent']);

const staffOf = (posts: readonly Post[], node: string, suffix: string): DemoPerson[] =>
  posts.flatMap(([prefix, role, count]) =>
    Array.from({ length: count }, (_, index) => {
      const id = `${prefix}${index === 0 ? '' : index + 1}${suffix}`;
      return { id, name: nameOf(id), roles: [{ role, node }], skills: talks.has(role) ? agentSkills(id) : [] };
    }),
  );

/** `branch.<centre>` handles what comes to the branch company, `branch-system.<centre>` is its own system, `network.`, `billing.` and `service.<centre>` their departments. */
const branchStaff = (branch: OrganisationNode, nodes: readonly OrganisationNode[]): DemoPerson[] => {
  const centre = branch.parentId ?? branch.id;
  const departments = nodes.filter(({ kind, parentId }) => kind === 'department' && parentId === branch.id);
  return [
    ...staffOf([['branch', 'branch-handler', 2]], branch.id, `.${centre}`),
    ...staffOf([['branch-system', 'integration-client', 1]], branch.id, `.${centre}`).map((client) => ({
      ...client,
      roles: client.roles.map((holding) => ({ ...holding, topics: branchSystemTopics })),
    })),
    ...departments.flatMap((department) => {
      const trade = department.id.slice(branch.id.length + 1);
      return staffOf([[trade, 'branch-handler', 1]], department.id, `.${centre}`).map((person) => ({
        ...person,
        skills: skillsOf[trade] ?? [],
      }));
    }),
  ];
};

/** Sign-in ids are `<post>.<centre>`, for instance `junior.lanzhou` or `network.lanzhou`, and a single word at the province. */
export const demoStaff = (organisation: Organisation): DemoPerson[] => {
  const nodes = [...organisation.values()];
  return nodes.flatMap((node) => {
    if (node.kind === 'centre') return staffOf(centrePosts, node.id, `.${node.id}`);
    if (node.kind === 'province') return staffOf(provincePosts, node.id, '');
    return node.kind === 'branch' ? branchStaff(node, nodes) : [];
  });
};
