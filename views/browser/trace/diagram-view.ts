/** The diagram on which a replay is shown: bpmn-js with a mark on every element. bpmn.io's watermark stays. */
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { RunState } from '../../replay/replay-state.ts';

type Canvas = {
  zoom(level: number | 'fit-viewport', center?: 'auto'): void;
  scrollToElement(element: object, padding: number): void;
  addMarker(id: string, marker: string): void;
  removeMarker(id: string, marker: string): void;
};
type Registry = { get(id: string): object | undefined };

export type DiagramView = {
  /** Shows a version; the same one again costs nothing. */
  open(ref: string): Promise<void>;
  mark(state: RunState): void;
  /** Near enough to read, moving along with the tokens; else the whole diagram. */
  closeUp(isOn: boolean): void;
};

/** Names of elements can be read at this scale. */
const closeUpScale = 0.85;
const paddingPx = 120;

const xmlOf = async (ref: string): Promise<string> => {
  const response = await fetch(`/api/v1/definitions/${ref}/xml`);
  if (!response.ok) throw new Error(`The diagram of ${ref} was answered with ${response.status}.`);
  return ((await response.json()) as { xml: string }).xml;
};

const marksOf = ({ active, passed, cancelled, stuck }: RunState): Map<string, string> => {
  const marks = new Map<string, string>();
  for (const id of cancelled) marks.set(id, 'replay-cancelled');
  for (const id of passed) marks.set(id, 'replay-passed');
  for (const id of active.values()) marks.set(id, 'replay-active');
  for (const id of stuck) marks.set(id, 'replay-stuck');
  return marks;
};

export const openDiagramView = (container: HTMLElement): DiagramView => {
  const viewer = new NavigatedViewer({ container });
  const files = new Map<string, Promise<string>>();
  let shown: string | undefined;
  let marked = new Map<string, string>();
  let isClose = false;
  const frame = (): void => {
    const canvas = viewer.get<Canvas>('canvas');
    if (!isClose) return canvas.zoom('fit-viewport', 'auto');
    const inView = [...marked].findLast(([, marker]) => marker === 'replay-stuck' || marker === 'replay-active');
    const element = viewer.get<Registry>('elementRegistry').get((inView ?? [...marked].at(-1))?.[0] ?? '');
    canvas.zoom(closeUpScale);
    if (element) canvas.scrollToElement(element, paddingPx);
  };
  return {
    async open(ref) {
      if (shown === ref) return;
      const file = files.get(ref) ?? xmlOf(ref);
      files.set(ref, file);
      await viewer.importXML(await file);
      shown = ref;
      marked = new Map();
      frame();
    },
    mark(state) {
      const canvas = viewer.get<Canvas>('canvas');
      const registry = viewer.get<Registry>('elementRegistry');
      const marks = marksOf(state);
      for (const [id, marker] of marked)
        if (marks.get(id) !== marker && registry.get(id)) canvas.removeMarker(id, marker);
      for (const [id, marker] of marks) if (marked.get(id) !== marker && registry.get(id)) canvas.addMarker(id, marker);
      marked = marks;
      if (isClose) frame();
    },
    closeUp(isOn) {
      isClose = isOn;
      if (shown !== undefined) frame();
    },
  };
};
