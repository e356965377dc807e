/** Each kind of editor is loaded when the first file of its kind is opened. */
import type { DesignFile } from './api.ts';
import { kindOf, type Editor, type EditorPlaces } from './editor.ts';

export const openEditor = async (file: DesignFile, places: EditorPlaces): Promise<Editor> => {
  const kind = kindOf(file);
  if (kind === 'dmn') return (await import('./open-dmn-editor.ts')).openDmnEditor(file.content, places);
  if (kind === 'form') return (await import('./open-form-editor.ts')).openFormEditor(file.content, places);
  return (await import('./open-bpmn-editor.ts')).openBpmnEditor(file.content, places);
};
