/** Shows what the deploy checks found on the elements themselves. */
import { text } from './texts.ts';
import type { Problem } from './api.ts';
import type { Canvas, Diagram, ElementRegistry, Overlays } from './diagram-types.ts';

const overlayType = 'deploy-problem';
const markerOf = { error: 'has-error', warning: 'has-warning' } as const;

const badge = (problems: readonly Problem[], onClick: () => void): HTMLElement => {
  const button = document.createElement('button');
  const isError = problems.some(({ severity }) => severity === 'error');
  button.type = 'button';
  button.className = `problem-badge problem-badge-${isError ? 'error' : 'warning'}`;
  button.textContent = String(problems.length);
  button.title = problems.map(({ message }) => message).join('\n');
  button.setAttribute(
    'aria-label',
    text('modeler.problemsHere', { count: problems.length, first: problems[0]?.message ?? '' }),
  );
  button.addEventListener('click', onClick);
  return button;
};

export type ProblemMarks = { show(problems: readonly Problem[]): void };

/** `onChoose` is told which problem's badge was pressed. */
export const problemMarks = (diagram: Diagram, onChoose: (problem: Problem) => void): ProblemMarks => {
  const overlays = diagram.get('overlays') as Overlays;
  const canvas = diagram.get('canvas') as Canvas;
  const registry = diagram.get('elementRegistry') as ElementRegistry;
  let marked: (readonly [id: string, marker: string])[] = [];
  return {
    show(problems) {
      overlays.remove({ type: overlayType });
      for (const [id, marker] of marked) if (registry.get(id)) canvas.removeMarker(id, marker);
      marked = [];
      for (const id of new Set(problems.map(({ elementId = '' }) => elementId))) {
        const found = problems.filter(({ elementId }) => elementId === id);
        const element = registry.get(id);
        if (!element || element === canvas.getRootElement()) continue;
        const marker = found.some(({ severity }) => severity === 'error') ? markerOf.error : markerOf.warning;
        canvas.addMarker(id, marker);
        marked.push([id, marker]);
        overlays.add(id, overlayType, {
          position: { top: -12, left: -12 },
          html: badge(found, () => onChoose(found[0]!)),
        });
      }
    },
  };
};
