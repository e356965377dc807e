/** Offers the element templates in the palette and behind every element: a menu that can be searched and used by keyboard. */
import { text } from './texts.ts';
import type { CommandStack, DiagramElement, Selection } from './diagram-types.ts';
import { elementTemplates } from './element-templates.ts';
import { InsertTemplateHandler, type InsertTemplate } from './insert-template.ts';

type PopupMenu = {
  registerProvider(id: string, provider: object): void;
  open(target: DiagramElement, id: string, position: { x: number; y: number }, options: object): void;
};
type Registrar = { registerProvider(provider: object): void };
type Canvas = { getRootElement(): DiagramElement };

const menuId = 'ladder-templates';

class TemplateMenu {
  static readonly $inject = ['popupMenu', 'palette', 'contextPad', 'commandStack', 'canvas', 'selection'];
  readonly #popupMenu: PopupMenu;
  readonly #commandStack: CommandStack;
  readonly #canvas: Canvas;
  readonly #selection: Selection;

  constructor(
    popupMenu: PopupMenu,
    palette: Registrar,
    contextPad: Registrar,
    commandStack: CommandStack,
    canvas: Canvas,
    selection: Selection,
  ) {
    this.#popupMenu = popupMenu;
    this.#commandStack = commandStack;
    this.#canvas = canvas;
    this.#selection = selection;
    commandStack.registerHandler('ladder.insertTemplate', InsertTemplateHandler);
    popupMenu.registerProvider(menuId, this);
    palette.registerProvider(this);
    contextPad.registerProvider(this);
  }

  open(target: DiagramElement, position: { x: number; y: number }): void {
    this.#popupMenu.open(target, menuId, position, { title: text('modeler.templates'), width: 320, search: true });
  }

  getPaletteEntries(): object {
    const click = (event: MouseEvent): void =>
      this.open(this.#canvas.getRootElement(), { x: event.clientX + 10, y: event.clientY + 10 });
    return {
      'ladder-templates': {
        group: 'activity',
        className: 'ladder-icon-template',
        title: text('modeler.templates'),
        action: { click },
      },
    };
  }

  getContextPadEntries(element: DiagramElement): object {
    const { businessObject } = element;
    const mayContinue = businessObject.$instanceOf('bpmn:FlowNode') && !businessObject.$instanceOf('bpmn:EndEvent');
    if (!mayContinue || element.labelTarget) return {};
    const click = (event: MouseEvent, target: DiagramElement): void =>
      this.open(target, { x: event.clientX + 10, y: event.clientY + 10 });
    return {
      'append.ladder-template': {
        group: 'model',
        className: 'ladder-icon-template',
        title: text('modeler.appendTemplate'),
        action: { click },
      },
    };
  }

  getPopupMenuEntries(target: DiagramElement): object {
    return Object.fromEntries(
      elementTemplates.map((template) => [
        template.id,
        {
          label: text(`modeler.template.${template.id}`),
          description: text(`modeler.templateHint.${template.id}`),
          className: template.icon,
          action: () => {
            const isBackground = target === this.#canvas.getRootElement();
            const context: InsertTemplate = { template, ...(!isBackground && { source: target }) };
            this.#commandStack.execute('ladder.insertTemplate', context);
            if (context.inserted) this.#selection.select(context.inserted);
          },
        },
      ]),
    );
  }
}

export const templateMenuModule = { __init__: ['templateMenu'], templateMenu: ['type', TemplateMenu] };
