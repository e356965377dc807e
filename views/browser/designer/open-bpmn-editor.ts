/** bpmn-js with its properties panel, our attributes, our templates and token simulation. */
import BpmnModeler from 'bpmn-js/lib/Modeler';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import camundaBehaviours from 'camunda-bpmn-js-behaviors/lib/camunda-platform';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import tokenSimulation from 'bpmn-js-token-simulation';
import type { Canvas, Diagram, EventBus } from './diagram-types.ts';
import type { Editor, EditorPlaces } from './editor.ts';
import { ladderDescriptor } from './ladder-descriptor.ts';
import { ladderPropertiesModule } from './ladder-properties.ts';
import { problemMarks } from './problem-marks.ts';
import { revealElement } from './reveal-element.ts';
import { templateMenuModule } from './template-menu.ts';
import { translateModule } from './translate-module.ts';

type ToggleMode = { toggleMode(isActive: boolean): void };

const modules: readonly object[] = [
  translateModule,
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
  camundaBehaviours,
  tokenSimulation,
  ladderPropertiesModule,
  templateMenuModule,
];

export const openBpmnEditor = async (
  xml: string,
  { canvas, panel, onChange, onProblem }: EditorPlaces,
): Promise<Editor> => {
  const modeler = new BpmnModeler({
    container: canvas,
    propertiesPanel: { parent: panel },
    moddleExtensions: { camunda, ladder: ladderDescriptor },
    // Most of these have no types.
    additionalModules: modules as never,
  });
  const diagram = modeler as unknown as Diagram;
  const fit = (): void => {
    const view = diagram.get('canvas') as Canvas;
    view.zoom('fit-viewport', 'auto');
    // Beside the palette, not behind it.
    const { x, y, width, height } = view.viewbox();
    view.viewbox({ x: x - width * 0.12, y, width: width * 1.12, height });
  };
  await modeler.importXML(xml);
  fit();
  const marks = problemMarks(diagram, ({ elementId }) => onProblem(elementId ?? ''));
  (diagram.get('eventBus') as EventBus).on('commandStack.changed', onChange);
  return {
    content: async () => (await modeler.saveXML({ format: true })).xml ?? xml,
    async load(content) {
      const before = (await modeler.saveXML({ format: true })).xml ?? xml;
      try {
        await modeler.importXML(content);
      } catch (error) {
        await modeler.importXML(before);
        throw error;
      }
      fit();
    },
    marks,
    reveal: (elementId) => revealElement(diagram, elementId),
    simulate: (isOn) => (diagram.get('toggleMode') as ToggleMode).toggleMode(isOn),
    fit,
    destroy: () => modeler.destroy(),
  };
};
