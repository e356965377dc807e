/** One file being edited, whatever its kind. */
import type { DesignFile } from './api.ts';
import type { ProblemMarks } from './problem-marks.ts';

export type FileKind = 'bpmn' | 'dmn' | 'form';

export type Editor = {
  /** The file's content as it is now. */
  content(): Promise<string>;
  /** Replaces the content; rejects when it cannot be read, and then shows what was there before. */
  load(content: string): Promise<void>;
  readonly marks?: ProblemMarks;
  /** Selects an element; `false` when it is not shown. */
  reveal?(elementId: string): boolean;
  /** Token simulation on or off. */
  simulate?(isOn: boolean): void;
  fit?(): void;
  destroy(): void;
};

export type EditorPlaces = {
  readonly canvas: HTMLElement;
  readonly panel: HTMLElement;
  /** Something was changed by hand. */
  onChange(): void;
  /** A problem's badge was pressed. */
  onProblem(elementId: string): void;
};

export const kindOf = ({ name }: Pick<DesignFile, 'name'>): FileKind =>
  name.endsWith('.dmn') ? 'dmn' : name.endsWith('.form') ? 'form' : 'bpmn';
