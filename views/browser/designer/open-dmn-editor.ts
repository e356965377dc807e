/** dmn-js: decision tables, and the diagram that connects them. */
import DmnModeler from 'dmn-js/lib/Modeler';
import type { Editor, EditorPlaces } from './editor.ts';
import { translateModule } from './translate-module.ts';

export const openDmnEditor = async (xml: string, { canvas, onChange }: EditorPlaces): Promise<Editor> => {
  const modeler = new DmnModeler({
    container: canvas,
    common: { additionalModules: [translateModule] },
  });
  const heard = new WeakSet<object>();
  /** Each kind of view has a viewer of its own, made when it is first shown. */
  const listen = (): void => {
    const viewer = modeler.getActiveViewer();
    if (!viewer || heard.has(viewer)) return;
    heard.add(viewer);
    viewer.on('commandStack.changed', onChange);
  };
  modeler.on('views.changed', listen);
  const load = async (content: string): Promise<void> => {
    await modeler.importXML(content);
    const table = modeler.getViews().find(({ type }) => type === 'decisionTable');
    if (modeler.getViews().filter(({ type }) => type !== 'drd').length === 1 && table) await modeler.open(table);
    listen();
  };
  await load(xml);
  return {
    content: async () => (await modeler.saveXML({ format: true })).xml,
    load,
    destroy: () => modeler.destroy(),
  };
};
