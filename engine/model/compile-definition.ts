import type { CompileResult, Definition, Deployment, DeploymentFile, ElementInfo, Problem } from '../definition.ts';
import type { Form } from './form/form.ts';
import { parseForm } from './form/parse-form.ts';
import { parseBpmn, type BpmnModel, type ModdleElement } from './parse-bpmn.ts';

const typeName = (element: ModdleElement): string => {
  const local = element.$type.slice(element.$type.indexOf(':') + 1);
  return local.charAt(0).toLowerCase() + local.slice(1);
};

const childrenOf = (element: ModdleElement): ModdleElement[] =>
  ((element['flowElements'] ?? []) as ModdleElement[]).concat((element['artifacts'] ?? []) as ModdleElement[]);

const laneOf = (process: ModdleElement): Map<string, string> => {
  const lanes = new Map<string, string>();
  const visit = (laneSet: ModdleElement | undefined): void => {
    for (const lane of (laneSet?.['lanes'] ?? []) as ModdleElement[]) {
      for (const member of (lane['flowNodeRef'] ?? []) as ModdleElement[])
        if (member.id && lane.id) lanes.set(member.id, lane.id);
      visit(lane['childLaneSet'] as ModdleElement | undefined);
    }
  };
  for (const laneSet of (process['laneSets'] ?? []) as ModdleElement[]) visit(laneSet);
  return lanes;
};

const elementsOf = (process: ModdleElement): Map<string, ElementInfo> => {
  const elements = new Map<string, ElementInfo>();
  const lanes = laneOf(process);
  const visit = (container: ModdleElement): void => {
    for (const element of childrenOf(container)) {
      const id = element.id;
      if (!id) continue;
      const attachedTo = element['attachedToRef'] as ModdleElement | undefined;
      const laneId = lanes.get(id);
      elements.set(id, {
        id,
        type: typeName(element),
        attributes: { ...element.$attrs },
        ...(element.name === undefined ? {} : { name: element.name }),
        ...(container.id === undefined ? {} : { parentId: container.id }),
        ...(attachedTo?.id === undefined ? {} : { attachedToId: attachedTo.id }),
        ...(laneId === undefined ? {} : { laneId }),
      });
      visit(element);
    }
  };
  visit(process);
  return elements;
};

const processesOf = (
  model: BpmnModel,
  file: DeploymentFile,
  deploymentId: string,
  forms: ReadonlyMap<string, Form>,
): Definition[] =>
  ((model.rootElement['rootElements'] ?? []) as ModdleElement[])
    .filter((element) => element.$type === 'bpmn:Process' && element.id !== undefined)
    .map((process) => ({
      id: `${deploymentId}/${process.id}`,
      deploymentId,
      key: process.id!,
      isExecutable: process['isExecutable'] === true,
      fileName: file.name,
      elements: elementsOf(process),
      model,
      forms,
      ...(process.name === undefined ? {} : { name: process.name }),
      ...(process.$attrs['camunda:versionTag'] === undefined
        ? {}
        : { versionTag: process.$attrs['camunda:versionTag'] }),
    }));

/**
 * Turns the files of a deployment into definitions, or says all that is wrong with them at once.
 * Never throws for bad content: what cannot be read is a problem too.
 */
export const compileDefinition = async (deployment: Deployment): Promise<CompileResult> => {
  const definitions: Definition[] = [];
  const problems: Problem[] = [];
  const forms = new Map<string, Form>();
  for (const file of deployment.files.filter(({ name }) => name.endsWith('.form'))) {
    try {
      const form = parseForm(file.content);
      forms.set(form.id, form);
    } catch (error) {
      problems.push({ severity: 'error', rule: 'readable-form', file: file.name, message: (error as Error).message });
    }
  }
  for (const file of deployment.files.filter(({ name }) => name.endsWith('.bpmn'))) {
    try {
      const model = await parseBpmn(file.content);
      definitions.push(...processesOf(model, file, deployment.id, forms));
      for (const warning of model.warnings)
        problems.push({ severity: 'warning', rule: 'well-formed', file: file.name, message: warning.message });
    } catch (error) {
      problems.push({ severity: 'error', rule: 'well-formed', file: file.name, message: (error as Error).message });
    }
  }
  return { definitions: problems.some(({ severity }) => severity === 'error') ? [] : definitions, problems };
};
