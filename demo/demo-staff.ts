/** People to try the product with: one of each role per centre, all with the same published password. */
import type { Organisation, RoleName } from '../engine/index.ts';

export type DemoPerson = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly { readonly role: RoleName; readonly node: string }[];
};

export const demoPassword = 'demo';

const centreRoles: readonly (readonly [prefix: string, title: string, role: RoleName])[] = [
  ['junior', '初级话务员', 'junior-agent'],
  ['junior2', '初级话务员', 'junior-agent'],
  ['senior', '高级话务员', 'senior-agent'],
  ['manager', '经理热线', 'manager-hotline'],
  ['surveyor', '用户满意度调查员', 'satisfaction-surveyor'],
  ['inspector', '质检员', 'quality-inspector'],
  ['knowledge', '资料管理员', 'knowledge-manager'],
  ['leader', '中心主任', 'centre-leader'],
];

const provinceRoles: readonly (readonly [id: string, title: string, role: RoleName])[] = [
  ['province', '总经理热线', 'provincial-hotline'],
  ['supervisor', '服务督查岗', 'service-supervisor'],
  ['knowledge', '省资料管理员', 'provincial-knowledge-manager'],
  ['statistician', '统计员', 'provincial-statistician'],
  ['designer', '流程设计', 'process-designer'],
  ['auditor', '审计', 'auditor'],
  ['admin', '管理员', 'administrator'],
  ['integration', '外部系统', 'integration-client'],
];

/** Sign-in ids are `<role>.<centre>`, for instance `junior.lanzhou`, and a single word at the province; branch handlers bear
 * the name of their node, for instance `lanzhou-branch-network`. */
export const demoStaff = (organisation: Organisation): DemoPerson[] => {
  const nodes = [...organisation.values()];
  const province = nodes.find(({ kind }) => kind === 'province');
  return [
    ...nodes
      .filter(({ kind }) => kind === 'centre')
      .flatMap(({ id, name }) =>
        centreRoles.map(([prefix, title, role]) => ({
          id: `${prefix}.${id}`,
          name: `${name.zh}${title}`,
          roles: [{ role, node: id }],
        })),
      ),
    ...nodes
      .filter(({ kind }) => kind === 'branch' || kind === 'department')
      .map(({ id, name }) => ({
        id,
        name: `${name.zh}处理人`,
        roles: [{ role: 'branch-handler' as const, node: id }],
      })),
    ...provinceRoles.map(([id, title, role]) => ({
      id,
      name: title,
      roles: province ? [{ role, node: province.id }] : [],
    })),
  ];
};
