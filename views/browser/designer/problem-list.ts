/** All problems of a design in words, errors first; each leads to the element it is about. */
import type { Problem } from './api.ts';
import { text } from './texts.ts';

const line = (problem: Problem, onChoose: (problem: Problem) => void): HTMLLIElement => {
  const { severity, file, line: row, elementId, elementName, message } = problem;
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `problem problem-${severity}`;
  const kind = document.createElement('span');
  kind.className = `badge badge-${severity === 'error' ? 'bad' : 'warn'}`;
  kind.textContent = text(`modeler.severity.${severity}`);
  const place = document.createElement('span');
  place.className = 'problem-place';
  place.textContent = [file + (row === undefined ? '' : `:${row}`), elementName ?? elementId]
    .filter(Boolean)
    .join(' · ');
  const words = document.createElement('span');
  words.textContent = message;
  button.append(kind, place, words);
  button.addEventListener('click', () => onChoose(problem));
  item.append(button);
  return item;
};

export const showProblems = (
  list: HTMLElement,
  summary: HTMLElement,
  problems: readonly Problem[],
  onChoose: (problem: Problem) => void,
): void => {
  const sorted = problems.toSorted((left, right) => left.severity.localeCompare(right.severity));
  list.replaceChildren(...sorted.map((problem) => line(problem, onChoose)));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  summary.textContent =
    problems.length === 0
      ? text('modeler.noProblems')
      : text('modeler.problemCount', { errors, warnings: problems.length - errors });
  summary.dataset['state'] = errors > 0 ? 'error' : problems.length > 0 ? 'warning' : 'good';
};
