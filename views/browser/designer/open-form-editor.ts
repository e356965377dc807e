/** form-js: forms with palette, preview and properties. */
import { FormEditor } from '@bpmn-io/form-js-editor';
import type { Editor, EditorPlaces } from './editor.ts';

export const openFormEditor = async (json: string, { canvas, panel, onChange }: EditorPlaces): Promise<Editor> => {
  const editor = new FormEditor({ container: canvas, propertiesPanel: { parent: panel } });
  const load = async (content: string): Promise<void> => {
    await editor.importSchema(JSON.parse(content) as object);
  };
  await load(json);
  editor.on('changed', onChange);
  return {
    content: async () => `${JSON.stringify(editor.saveSchema(), null, 2)}\n`,
    load,
    destroy: () => editor.destroy(),
  };
};
