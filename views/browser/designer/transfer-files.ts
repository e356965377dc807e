/** Files in and out: chosen or dropped onto the page, and downloaded again. */
import type { DesignFile } from './api.ts';

const accepted = /\.(?:bpmn|dmn|form|bpmn20\.xml|bpmn2|xml)$/i;

export const readFiles = async (given: FileList | readonly File[]): Promise<DesignFile[]> =>
  Promise.all(
    [...given]
      .filter(({ name }) => accepted.test(name))
      .map(async (file) => ({
        name: file.name.replace(/\.(?:bpmn20\.xml|bpmn2|xml)$/i, '.bpmn'),
        content: await file.text(),
      })),
  );

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files dropped anywhere on `place`; shows by a class that they may be dropped. */
export const takeDroppedFiles = (place: HTMLElement, take: (files: FileList) => void): void => {
  place.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    place.classList.add('is-dropping');
  });
  place.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null || !place.contains(event.relatedTarget as Node))
      place.classList.remove('is-dropping');
  });
  place.addEventListener('drop', (event) => {
    place.classList.remove('is-dropping');
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
};

export const download = ({ name, content }: DesignFile): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  link.download = name.replace(/^.*\//, '');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
