/** Process diagrams to look at: counts and changes on the elements; two beside each other move together. */
import { text } from './designer/texts.ts';
import type { Canvas, Diagram, ElementRegistry, EventBus, Overlays } from './designer/diagram-types.ts';
import { revealElement } from './designer/reveal-element.ts';

type Count = { readonly elementId: string; readonly tokens: number; readonly incidents: number; readonly href: string };

type DiagramConfig = {
  readonly xml: string;
  readonly counts?: readonly Count[];
  readonly marks?: readonly { readonly elementId: string; readonly kind: string }[];
};

const countBadge = ({ tokens, incidents, href }: Count): HTMLElement => {
  const link = document.createElement('a');
  link.href = href;
  link.className = incidents > 0 ? 'token-count token-count-bad' : 'token-count';
  link.textContent = String(tokens);
  link.title = text('modeler.standing', { count: tokens, incidents });
  link.setAttribute('aria-label', link.title);
  return link;
};

const decorate = (diagram: Diagram, { counts = [], marks = [] }: DiagramConfig): void => {
  const registry = diagram.get('elementRegistry') as ElementRegistry;
  const overlays = diagram.get('overlays') as Overlays;
  const canvas = diagram.get('canvas') as Canvas;
  for (const count of counts)
    if (registry.get(count.elementId))
      overlays.add(count.elementId, 'count', {
        position: { top: -12, right: 14 },
        html: countBadge(count),
        scale: { min: 0.9 },
      });
  for (const { elementId, kind } of marks) if (registry.get(elementId)) canvas.addMarker(elementId, `is-${kind}`);
};

const open = async (place: HTMLElement): Promise<Diagram | undefined> => {
  const { default: Viewer } = await import('bpmn-js/lib/NavigatedViewer');
  const config = JSON.parse(document.getElementById(place.dataset['diagram']!)?.textContent ?? '{}') as DiagramConfig;
  const viewer = new Viewer({ container: place });
  try {
    await viewer.importXML(config.xml);
  } catch {
    place.classList.add('empty');
    place.textContent = text('modeler.notDrawn');
    return undefined;
  }
  const diagram = viewer as unknown as Diagram;
  const canvas = diagram.get('canvas') as Canvas;
  canvas.zoom('fit-viewport', 'auto');
  const { x, y, width, height } = canvas.viewbox();
  canvas.viewbox({ x: x - width * 0.02, y: y - height * 0.02, width: width * 1.04, height: height * 1.04 });
  decorate(diagram, config);
  return diagram;
};

/** Whatever one shows, the others show. */
const moveTogether = (diagrams: readonly Diagram[]): void => {
  let isFollowing = false;
  for (const leader of diagrams)
    (leader.get('eventBus') as EventBus).on('canvas.viewbox.changed', () => {
      if (isFollowing) return;
      isFollowing = true;
      const { x, y, width, height } = (leader.get('canvas') as Canvas).viewbox();
      for (const other of diagrams)
        if (other !== leader) (other.get('canvas') as Canvas).viewbox({ x, y, width, height });
      isFollowing = false;
    });
};

const mark = (diagram: Diagram, elementId: string): void => {
  for (const { id } of (diagram.get('elementRegistry') as ElementRegistry).filter(() => true))
    (diagram.get('canvas') as Canvas).removeMarker(id, 'is-chosen');
  (diagram.get('canvas') as Canvas).addMarker(elementId, 'is-chosen');
};

const opened = await Promise.all([...document.querySelectorAll<HTMLElement>('[data-diagram]')].map(open));
const diagrams = opened.filter((diagram) => diagram !== undefined);
moveTogether(diagrams);

document.addEventListener('click', (event) => {
  const chosen = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-reveal]') : null;
  const elementId = chosen?.dataset['reveal'];
  if (elementId === undefined) return;
  for (const diagram of diagrams)
    if ((diagram.get('elementRegistry') as ElementRegistry).get(elementId)) {
      revealElement(diagram, elementId);
      mark(diagram, elementId);
    }
});
document.documentElement.dataset['diagrams'] = String(diagrams.length);
