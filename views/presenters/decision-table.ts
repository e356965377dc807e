/** Decision tables as their pages show them: one row per rule, each cell its FEEL text. */
import type { DecisionFile, DefinitionSummary, ModelProblem, RoleHolding } from '../../engine/index.ts';
import type { Reader } from '../reader.ts';
import { localName } from './local-name.ts';
import { problemIn } from './model-problem.ts';

const hrefOf = (deploymentId: string, fileName: string): string =>
  `/decisions/${deploymentId}/${encodeURIComponent(fileName)}`;

export const decisionFilesModel = (files: readonly DecisionFile[], { locale }: Reader): Record<string, unknown> => ({
  files: files.map(({ deployment, fileName, tables }) => ({
    href: hrefOf(deployment.id, fileName),
    fileName,
    deployment: deployment.name,
    deployedAt: deployment.deployedAt,
    deployedBy: deployment.deployedBy,
    tables: tables.map(({ name, rules }) => ({ name: localName(name, locale), rules: rules.length })),
  })),
});

const designers = new Set(['process-designer', 'administrator']);

export const decisionFileModel = (
  {
    file,
    versions,
    roles,
    problems,
  }: {
    readonly file: DecisionFile;
    readonly versions: readonly DefinitionSummary[];
    readonly roles: readonly RoleHolding[];
    readonly problems?: readonly ModelProblem[];
  },
  { locale }: Reader,
): Record<string, unknown> => {
  const { deployment, fileName, tables, isNewest } = file;
  const words = (text: string): string => localName(text, locale);
  const errors = (problems ?? []).filter(({ severity }) => severity === 'error');
  const bad = new Set(errors.map(({ elementId }) => elementId));
  return {
    fileName,
    deployment: deployment.name,
    deployedAt: deployment.deployedAt,
    deployedBy: deployment.deployedBy,
    href: hrefOf(deployment.id, fileName),
    isNewest,
    mayChange: isNewest && roles.some(({ role }) => designers.has(role)),
    isChecked: problems !== undefined,
    isSound: problems !== undefined && errors.length === 0,
    problems: problems?.map(problemIn(locale)),
    tables: tables.map(({ id, name, hitPolicy, inputs, outputs, rules }) => ({
      id,
      name: words(name),
      hitPolicy,
      inputs: inputs.map(({ label, expression }) => ({ label: words(label), expression })),
      outputs: outputs.map(({ label }) => words(label)),
      rules: rules.map((rule, index) => ({
        id: rule.id,
        number: index + 1,
        description: words(rule.description),
        cells: [
          ...rule.inputs.map((cell, column) => ({
            ...cell,
            label: words(inputs[column]?.label ?? ''),
            isOutput: false,
          })),
          ...rule.outputs.map((cell, column) => ({
            ...cell,
            label: words(outputs[column]?.label ?? ''),
            isOutput: true,
          })),
        ].map((cell) => ({ ...cell, label: `${index + 1}: ${cell.label}`, isBad: bad.has(cell.id) })),
      })),
    })),
    versions: versions.map(({ version, deploymentId, deployedAt, deployedBy }) => ({
      version,
      deployedAt,
      deployedBy,
      href: hrefOf(deploymentId, fileName),
      isCurrent: deploymentId === deployment.id,
    })),
  };
};
