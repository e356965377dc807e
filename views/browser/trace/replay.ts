/** The replay: slider, steps and play show the runs as they stood after an entry. Without scripts every step is a link. */
import { runInView, statesAfter, type RunState } from '../../replay/replay-state.ts';
import type { Replay } from '../../replay/replay.ts';
import type { DiagramView } from './diagram-view.ts';
import { replayControls, type ReplayControls } from './replay-controls.ts';
import { replayData, traceText } from './replay-data.ts';

/** How long an entry is shown at normal speed. */
const entryMs = 900;

const stateAt = (replay: Replay, index: number, chosenRun: string): RunState | undefined => {
  const sequence = replay.steps[index]?.sequence ?? 0;
  const runId = chosenRun === '' ? runInView(replay.frames, sequence) : chosenRun;
  return runId === undefined ? undefined : statesAfter(replay.frames, sequence).get(runId);
};

const waitingWords = ({ names }: Replay, state: RunState | undefined): string => {
  const waiting = [...new Set(state?.active.values())].flatMap((id) => names[id] ?? []);
  return waiting.length === 0 ? traceText('waitingNowhere') : `${traceText('waitingAt')} ${waiting.join(', ')}`;
};

const runsOf = ({ frames, definitions }: Replay): [id: string, name: string][] => {
  const last = statesAfter(frames, Infinity);
  return [...last].map(([id, { definitionId }]) => [id, `${definitions[definitionId]?.name ?? definitionId} (${id})`]);
};

const markEntry = (sequence: number): void => {
  document.querySelector('.trace-entry[aria-current]')?.removeAttribute('aria-current');
  document.getElementById(`entry-${sequence}`)?.setAttribute('aria-current', 'step');
};

const run = (replay: Replay, section: HTMLElement, controls: ReplayControls, view: DiagramView): void => {
  let drawn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = async (): Promise<void> => {
    const index = controls.index();
    const step = replay.steps[index];
    if (!step) return;
    const state = stateAt(replay, index, controls.run());
    const definition = state && replay.definitions[state.definitionId];
    controls.say(
      traceText('position', { at: step.sequence, count: replay.steps.length }),
      step.label,
      waitingWords(replay, state),
      definition,
    );
    markEntry(step.sequence);
    const order = (drawn += 1);
    if (!state || !definition) return;
    await view.open(definition.ref);
    // Somebody may have moved on while the diagram was loading.
    if (order === drawn) view.mark(state);
  };
  const pause = (): void => {
    clearTimeout(timer);
    timer = undefined;
    controls.showPlaying(false);
  };
  const go = (index: number): void => {
    controls.move(index);
    void show();
  };
  const tick = (): void => {
    if (controls.index() >= replay.steps.length - 1) return pause();
    go(controls.index() + 1);
    timer = setTimeout(tick, entryMs / controls.speed());
  };
  const play = (): void => {
    if (controls.index() >= replay.steps.length - 1) go(0);
    controls.showPlaying(true);
    timer = setTimeout(tick, entryMs / controls.speed());
  };

  controls.listen({
    moved: () => {
      pause();
      void show();
    },
    stepped: (by) => {
      pause();
      go(controls.index() + by);
    },
    toggled: () => (timer === undefined ? play() : pause()),
    closedUp: (isOn) => view.closeUp(isOn),
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-at]') : undefined;
    if (!link) return;
    event.preventDefault();
    pause();
    go(replay.steps.findIndex(({ sequence }) => sequence === Number(link.dataset['at'])));
    section.scrollIntoView({ block: 'start' });
  });
  void show();
};

export const startReplay = (): void => {
  const replay = replayData();
  const section = document.querySelector<HTMLElement>('[data-replay]');
  const picture = section?.querySelector<HTMLElement>('[data-replay-picture]');
  if (!replay || replay.steps.length === 0 || !section || !picture) return;
  const start = async (): Promise<void> => {
    const { openDiagramView } = await import('./diagram-view.ts');
    const canvas = document.createElement('div');
    canvas.className = 'replay-canvas';
    picture.append(canvas);
    const view = openDiagramView(canvas);
    run(replay, section, replayControls(section, runsOf(replay)), view);
    picture.querySelector('[data-replay-still]')?.remove();
  };
  start().catch(() => {
    // The picture drawn by the server and its links stay.
    picture.querySelector('.replay-canvas')?.remove();
  });
};
