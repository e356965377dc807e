/** The files of a design and an editor for each that was opened; an editor stays alive behind the others, with its undo history. */
import type { DesignFile } from './api.ts';
import type { Editor } from './editor.ts';
import { openEditor } from './open-editor.ts';

type Opened = {
  readonly editor: Editor;
  readonly canvas: HTMLElement;
  readonly panel: HTMLElement;
  isChanged: boolean;
};

export type Workspace = {
  readonly active: string | undefined;
  names(): string[];
  /** All files as they are now. */
  files(): Promise<DesignFile[]>;
  /** Shows a file; rejects when its editor cannot read it. */
  show(name: string): Promise<Editor | undefined>;
  editorOf(name: string): Editor | undefined;
  /** Adds a file, or replaces the content of the one with its name. */
  put(file: DesignFile): Promise<void>;
  rename(from: string, to: string): void;
  remove(name: string): void;
};

export type WorkspacePlaces = {
  readonly canvases: HTMLElement;
  readonly panels: HTMLElement;
  /** Anything was changed: content, names, or which files there are. */
  onChange(): void;
  onShow(name: string | undefined): void;
  onProblem(file: string, elementId: string): void;
};

const makePlace = (parent: HTMLElement, className: string): HTMLElement => {
  const place = document.createElement('div');
  place.className = className;
  parent.append(place);
  return place;
};

export const createWorkspace = (given: readonly DesignFile[], places: WorkspacePlaces): Workspace => {
  let contents = new Map(given.map(({ name, content }) => [name, content]));
  let opened = new Map<string, Opened>();
  let active: string | undefined;

  const nameOf = (editor: Opened): string => [...opened].find(([, other]) => other === editor)?.[0] ?? '';

  const open = async (name: string): Promise<Opened> => {
    const canvas = makePlace(places.canvases, 'editor-canvas');
    const panel = makePlace(places.panels, 'editor-panel');
    try {
      // Changes that an editor makes while it reads the file are not the designer's.
      let isReady = false;
      let self: Opened | undefined;
      const editor = await openEditor(
        { name, content: contents.get(name) ?? '' },
        {
          canvas,
          panel,
          onChange() {
            if (!isReady || !self) return;
            self.isChanged = true;
            places.onChange();
          },
          onProblem: (elementId) => places.onProblem(self ? nameOf(self) : name, elementId),
        },
      );
      self = { editor, canvas, panel, isChanged: false };
      opened.set(name, self);
      isReady = true;
      return self;
    } catch (error) {
      canvas.remove();
      panel.remove();
      throw error;
    }
  };

  const close = (name: string): void => {
    const gone = opened.get(name);
    gone?.editor.destroy();
    gone?.canvas.remove();
    gone?.panel.remove();
    opened.delete(name);
  };

  const display = (name: string | undefined): void => {
    active = name;
    for (const [other, { canvas, panel }] of opened) {
      canvas.hidden = other !== name;
      panel.hidden = other !== name;
    }
    places.onShow(name);
  };

  return {
    get active() {
      return active;
    },
    names: () => [...contents.keys()],
    async files() {
      for (const [name, file] of opened) {
        if (!file.isChanged) continue;
        file.isChanged = false;
        contents.set(name, await file.editor.content());
      }
      return [...contents].map(([name, content]) => ({ name, content }));
    },
    async show(name) {
      if (!contents.has(name)) return undefined;
      const { editor } = opened.get(name) ?? (await open(name));
      display(name);
      return editor;
    },
    editorOf: (name) => opened.get(name)?.editor,
    async put({ name, content }) {
      const isShown = active === name;
      close(name);
      contents.set(name, content);
      places.onChange();
      if (isShown) await this.show(name);
    },
    rename(from, to) {
      contents = new Map([...contents].map(([name, content]) => [name === from ? to : name, content]));
      opened = new Map([...opened].map(([name, editor]) => [name === from ? to : name, editor]));
      if (active === from) display(to);
      places.onChange();
    },
    remove(name) {
      close(name);
      contents.delete(name);
      if (active === name) display(undefined);
      places.onChange();
    },
  };
};
