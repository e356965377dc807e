/** How many stand at an element, drawn at its upper right corner as a link to them. */
import type { Shape } from '../../engine/index.ts';
import { escapeXml, tag } from './svg-text.ts';

export type ElementMark = {
  readonly count: number;
  readonly href: string;
  /** Read aloud in place of the number. */
  readonly label: string;
  readonly isBad: boolean;
};

export const drawCount = ({ bounds: { x, y, width } }: Shape, { count, href, label, isBad }: ElementMark): string => {
  const text = String(count);
  const wide = Math.max(34, 18 + text.length * 12);
  const left = x + width - wide / 2;
  return tag(
    'a',
    { href, 'aria-label': label },
    tag('rect', {
      x: left,
      y: y - 18,
      width: wide,
      height: 34,
      rx: 17,
      fill: isBad ? '#b3261e' : '#1d5fa8',
      stroke: 'white',
      'stroke-width': 2,
    }) +
      tag(
        'text',
        { x: left + wide / 2, y: y + 6, 'text-anchor': 'middle', 'font-size': 20, 'font-weight': 700, fill: 'white' },
        escapeXml(text),
      ),
  );
};
