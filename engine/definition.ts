/** What the rest of the engine knows of a compiled process: its identity, its elements, the files it came with. */
import type { Decision } from './model/decision/decision.ts';
import type { Form } from './model/form/form.ts';
import type { BpmnModel } from './model/parse-bpmn.ts';

export type DeploymentFile = {
  /** Path inside the deployment, for instance `complaint.bpmn` or `forms/assess-complaint.form`. */
  readonly name: string;
  readonly content: string;
};

/** A set of files stored and versioned together: BPMN diagrams, decision tables, forms. */
export type Deployment = {
  readonly id: string;
  readonly files: readonly DeploymentFile[];
};

/** Something wrong with a deployment, said so that its author can mend it. */
export type Problem = {
  readonly severity: 'error' | 'warning';
  /** Stable name of the broken rule, kebab-case. */
  readonly rule: string;
  readonly file: string;
  /** 1-based; absent when the problem has no place in the text. */
  readonly line?: number;
  readonly elementId?: string;
  readonly elementName?: string;
  /** What is wrong and what to do about it. */
  readonly message: string;
};

/** The public face of one BPMN element of a definition. */
export type ElementInfo = {
  readonly id: string;
  /** BPMN type without prefix, first letter small: `userTask`, `boundaryEvent`, `sequenceFlow`. */
  readonly type: string;
  readonly name?: string;
  /** The sub-process or process around it. */
  readonly parentId?: string;
  /** For a boundary event: the activity it stands on. */
  readonly attachedToId?: string;
  /** Id of the innermost lane that lists the element. */
  readonly laneId?: string;
  readonly laneName?: string;
  /** For a timer event: the calendar by whose working time it counts, as the model names it; absent when every hour counts. */
  readonly calendar?: string;
  /** What the model's author wrote about it. */
  readonly documentation?: string;
  /** Attributes of foreign namespaces with their prefix, for instance `camunda:assignee`, `ladder:tier`. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** One process of one deployment, ready to run. Immutable; executors cache their own compiled form by its identity. */
export type Definition = {
  /** Unique over all deployments: `<deploymentId>/<key>`. */
  readonly id: string;
  readonly deploymentId: string;
  /** The process id in the BPMN file. */
  readonly key: string;
  readonly name?: string;
  readonly versionTag?: string;
  readonly isExecutable: boolean;
  readonly fileName: string;
  /** Attributes of foreign namespaces on the process itself. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly elements: ReadonlyMap<string, ElementInfo>;
  readonly model: BpmnModel;
  /** Decisions of the deployment by their id. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Forms of the deployment by their id. */
  readonly forms: ReadonlyMap<string, Form>;
};

export type CompileResult = {
  /** All processes of the deployment; empty when there is an error among the problems. */
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
};
