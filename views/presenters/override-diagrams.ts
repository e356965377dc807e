/** What an override does to the diagrams of a case: where it stands before and after, drawn side by side. */
import type { Diagram } from '../../engine/index.ts';
import { diagramSvg } from '../diagram/diagram-svg.ts';
import { made } from '../templates.ts';
import type { Reader } from '../reader.ts';
import type { Translate } from '../texts.ts';
import { codeName } from './code-name.ts';

type TokensEffect = {
  readonly tokens: {
    readonly before: Readonly<Record<string, number>>;
    readonly after: Readonly<Record<string, number>>;
  };
  readonly entered: readonly string[];
  readonly flows: readonly string[];
};

export type DiagramPair = {
  readonly name: string;
  readonly before: object;
  readonly after: object;
};

/** Room around what is shown, so that the ways in and out are seen. */
const margin = 170;

/** The part of a diagram in which something stands or moves, as an SVG view box: a whole process would be too small to read. */
const viewOf = ({ shapes }: Diagram, touched: ReadonlySet<string>): string => {
  const boxes = shapes.filter(({ id }) => touched.has(id)).map(({ bounds }) => bounds);
  const left = Math.min(...boxes.map(({ x }) => x)) - margin;
  const top = Math.min(...boxes.map(({ y }) => y)) - margin;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin;
  return `viewBox="${left} ${top} ${right - left} ${bottom - top}" width="${right - left}" height="${bottom - top}"`;
};

const inline = (svg: string, view: string): object =>
  made(svg.replace(/^<\?xml[^>]*\?>\s*/, '').replace(/viewBox="[^"]*" width="[^"]*" height="[^"]*"/, view));

/** Diagrams on which something stands or moves; of one that stays as it is there is nothing to compare. */
export const diagramsBeside = (
  drawn: readonly { readonly ref: string; readonly diagram: Diagram }[],
  { tokens, entered, flows }: TokensEffect,
  { reader, t }: { readonly reader: Reader; readonly t: Translate },
): readonly DiagramPair[] => {
  const [before, after] = [new Set(Object.keys(tokens.before)), new Set(Object.keys(tokens.after))];
  const touched = new Set([...before, ...after, ...entered]);
  const moved = new Set([...touched].filter((id) => tokens.before[id] !== tokens.after[id] || entered.includes(id)));
  return drawn
    .filter(({ diagram }) => diagram.shapes.some(({ id }) => moved.has(id)))
    .map(({ ref, diagram }) => {
      const view = viewOf(diagram, touched);
      const name = codeName('process', ref.split(':')[0] ?? ref, reader.locale);
      return {
        name,
        before: inline(
          diagramSvg(diagram, t('override.beforeOf', { name }), { passed: new Set(), current: before }),
          view,
        ),
        after: inline(
          diagramSvg(diagram, t('override.afterOf', { name }), {
            passed: new Set([...entered, ...flows].filter((id) => !after.has(id))),
            current: after,
          }),
          view,
        ),
      };
    });
};
