/** The case's diagrams with the elements where it stands; fetched when somebody opens them. bpmn.io's watermark stays. */
import 'bpmn-js/dist/assets/diagram-js.css';
import { text } from '../frame/texts.ts';

type Diagram = { readonly ref: string; readonly active: readonly string[]; readonly stuck: readonly string[] };

type Canvas = { zoom(level: 'fit-viewport', center?: 'auto'): void; addMarker(id: string, marker: string): void };

const draw = async (diagram: Diagram, container: HTMLElement): Promise<void> => {
  const [{ default: Viewer }, response] = await Promise.all([
    import('bpmn-js/lib/NavigatedViewer'),
    fetch(`/api/v1/definitions/${diagram.ref}/xml`),
  ]);
  const { xml } = (await response.json()) as { xml: string };
  const viewer = new Viewer({ container });
  await viewer.importXML(xml);
  const canvas = viewer.get<Canvas>('canvas');
  canvas.zoom('fit-viewport', 'auto');
  const mark = (ids: readonly string[], marker: string): void => {
    for (const id of ids) canvas.addMarker(id, marker);
  };
  mark(diagram.active, 'is-active');
  mark(diagram.stuck, 'is-stuck');
};

const drawAll = async (place: HTMLElement, diagrams: readonly Diagram[]): Promise<void> => {
  const say = (words: string): void => {
    const state = place.querySelector('[data-diagram-state]');
    if (state) state.textContent = words;
  };
  say(text('loading'));
  try {
    for (const container of place.querySelectorAll<HTMLElement>('.diagram')) {
      const diagram = diagrams.find(({ ref }) => ref === container.dataset['ref']);
      if (diagram) await draw(diagram, container);
    }
    say('');
  } catch {
    say(text('failed'));
  }
};

export const startDiagrams = (): void => {
  const place = document.querySelector<HTMLDetailsElement>('[data-diagrams]');
  const content = document.getElementById('diagrams')?.textContent;
  if (!place || !content) return;
  const diagrams = JSON.parse(content) as Diagram[];
  place.addEventListener(
    'toggle',
    () => {
      void drawAll(place, diagrams);
    },
    { once: true },
  );
};
