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

const inline = (svg: string): object => made(svg.replace(/^<\?xml[^>]*\?>\s*/, ''));

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
      const name = codeName('process', ref.split(':')[0] ?? ref, reader.locale);
      return {
        name,
        before: inline(diagramSvg(diagram, t('override.beforeOf', { name }), { passed: new Set(), current: before })),
        after: inline(
          diagramSvg(diagram, t('override.afterOf', { name }), {
            passed: new Set([...entered, ...flows].filter((id) => !after.has(id))),
            current: after,
          }),
        ),
      };
    });
};
