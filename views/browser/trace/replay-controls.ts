/** Slider, buttons and sentences of the replay; what they show is decided elsewhere. */
import { traceText } from './replay-data.ts';

type Listener = { moved(): void; stepped(by: number): void; toggled(): void; closedUp(isOn: boolean): void };

export type ReplayControls = {
  /** Position of the slider, from 0. */
  index(): number;
  move(index: number): void;
  speed(): number;
  /** The run chosen; empty when the replay follows what happens. */
  run(): string;
  showPlaying(isPlaying: boolean): void;
  say(
    position: string,
    label: string,
    waiting: string,
    definition: { readonly name: string; readonly ref: string } | undefined,
  ): void;
  listen(listener: Listener): void;
};

/** On a phone the whole diagram cannot be read. */
const narrow = '(max-width: 46rem)';

const element = (name: string, ...content: (string | Node)[]): HTMLElement => {
  const made = document.createElement(name);
  made.append(...content);
  return made;
};

const need = <T extends HTMLElement>(section: HTMLElement, selector: string, type: abstract new () => T): T => {
  const found = section.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The replay has no ${selector}.`);
  return found;
};

export const replayControls = (
  section: HTMLElement,
  runs: readonly (readonly [id: string, name: string])[],
): ReplayControls => {
  const slider = need(section, '[data-slider]', HTMLInputElement);
  const speed = need(section, '[data-speed]', HTMLSelectElement);
  const runChoice = need(section, '[data-run]', HTMLSelectElement);
  const playButton = need(section, '[data-play]', HTMLButtonElement);
  const closeUp = need(section, '[data-close-up]', HTMLButtonElement);
  const state = need(section, '[data-replay-state]', HTMLElement);
  const process = need(section, '[data-replay-process]', HTMLElement);
  const steps = [...section.querySelectorAll<HTMLElement>('[data-step]')];

  for (const [id, name] of runs) {
    const option = document.createElement('option');
    option.value = id;
    option.textContent = name;
    runChoice.append(option);
  }
  need(section, '[data-slider-label]', HTMLElement).hidden = false;
  need(section, '[data-speed-label]', HTMLElement).hidden = false;
  need(section, '[data-run-label]', HTMLElement).hidden = runs.length < 2;
  playButton.hidden = false;
  closeUp.hidden = false;
  // Steps are taken here now; what were links act as buttons.
  for (const step of steps) {
    step.setAttribute('role', 'button');
    step.setAttribute('tabindex', '0');
    step.removeAttribute('href');
  }
  const last = Number(slider.max) - 1;
  const index = (): number => Number(slider.value) - 1;
  const showEnds = (): void => {
    for (const step of steps) {
      const to = index() + Number(step.dataset['step']);
      step.setAttribute('aria-disabled', String(to < 0 || to > last));
    }
  };
  showEnds();
  return {
    index,
    move(to) {
      slider.value = String(Math.max(0, Math.min(last, to)) + 1);
      showEnds();
    },
    speed: () => Number(speed.value),
    run: () => runChoice.value,
    showPlaying(isPlaying) {
      playButton.textContent = traceText(isPlaying ? 'pause' : 'play');
      // A replay that runs by itself would talk without end.
      state.setAttribute('aria-live', isPlaying ? 'off' : 'polite');
    },
    say(position, label, waiting, definition) {
      slider.setAttribute('aria-valuetext', `${position}: ${label}`);
      state.replaceChildren(element('strong', position), ` ${label}`, element('br'), waiting);
      if (definition) process.replaceChildren(`${definition.name} `, element('code', definition.ref));
    },
    listen({ moved, stepped, toggled, closedUp }) {
      slider.addEventListener('input', () => {
        showEnds();
        moved();
      });
      runChoice.addEventListener('change', moved);
      playButton.addEventListener('click', toggled);
      closeUp.addEventListener('click', () => {
        const isOn = closeUp.getAttribute('aria-pressed') !== 'true';
        closeUp.setAttribute('aria-pressed', String(isOn));
        closedUp(isOn);
      });
      if (matchMedia(narrow).matches) closeUp.click();
      for (const step of steps) {
        const act = (): void => {
          if (step.getAttribute('aria-disabled') !== 'true') stepped(Number(step.dataset['step']));
        };
        step.addEventListener('click', (event) => {
          event.preventDefault();
          act();
        });
        step.addEventListener('keydown', (event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          act();
        });
      }
    },
  };
};
