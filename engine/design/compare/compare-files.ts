/** What differs between two versions of a deployment, file by file: what somebody reads before they deploy or migrate. */
import type { DeploymentFile } from '../../definition.ts';
import { parseDmn } from '../../model/decision/parse-dmn.ts';
import type { ModdleElement } from '../../model/moddle-element.ts';
import { isBpmnFile, readBpmnFile } from '../../model/read-bpmn-file.ts';
import { compareThings, type ComparedThing, type ThingChange } from './compared-thing.ts';
import { thingsOfForm } from './things-of-form.ts';
import { thingsOfTree } from './things-of-tree.ts';

export type FileComparison = {
  readonly file: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What differs in it; empty when only its drawing or its text does, or when one version cannot be read. */
  readonly changes: readonly ThingChange[];
  readonly isReadable: boolean;
};

const things = async (file: DeploymentFile): Promise<ComparedThing[] | undefined> => {
  try {
    if (file.name.endsWith('.form')) return thingsOfForm(JSON.parse(file.content));
    if (file.name.endsWith('.dmn')) return thingsOfTree((await parseDmn(file.content)).root as ModdleElement);
    if (!isBpmnFile(file)) return undefined;
    const model = await readBpmnFile(file);
    return 'severity' in model ? undefined : thingsOfTree(model.rootElement);
  } catch {
    // What cannot be read cannot be compared; the deploy checks say why.
    return undefined;
  }
};

/** Files of both sides that differ, in the order of their names. Never throws for bad content. */
export const compareFiles = async (
  before: readonly DeploymentFile[],
  after: readonly DeploymentFile[],
): Promise<FileComparison[]> => {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].toSorted();
  const compared = await Promise.all(
    names.map(async (name): Promise<FileComparison | undefined> => {
      const [left, right] = [before, after].map((files) => files.find((file) => file.name === name));
      if (left?.content === right?.content) return undefined;
      if (!left || !right) return { file: name, kind: left ? 'removed' : 'added', changes: [], isReadable: true };
      const [leftThings, rightThings] = await Promise.all([things(left), things(right)]);
      const isReadable = leftThings !== undefined && rightThings !== undefined;
      const changes = isReadable ? compareThings(name, leftThings, rightThings) : [];
      return { file: name, kind: 'changed', changes, isReadable };
    }),
  );
  return compared.filter((comparison) => comparison !== undefined);
};
