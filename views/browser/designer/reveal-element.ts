import type { Canvas, Diagram, ElementRegistry, Selection } from './diagram-types.ts';

/** Selects an element and brings it into view, also one inside a collapsed sub-process. `false` when it is not drawn. */
export const revealElement = (diagram: Diagram, elementId: string): boolean => {
  const element = (diagram.get('elementRegistry') as ElementRegistry).get(elementId);
  if (!element) return false;
  const canvas = diagram.get('canvas') as Canvas;
  const root = canvas.findRoot(element);
  if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
  if (element !== canvas.getRootElement()) canvas.scrollToElement(element);
  (diagram.get('selection') as Selection).select(element);
  return true;
};
