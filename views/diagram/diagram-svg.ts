/**
 * A diagram as an SVG picture that stands alone, with marks on elements: where a case has been and where it stands. Made on the
 * server, so that evidence and pages without scripts show what the modeler shows.
 */
import type { Diagram, Edge } from '../../engine/index.ts';
import { drawShape } from './draw-shape.ts';
import { drawCount, type ElementMark } from './draw-count.ts';
import { escapeXml, tag } from './svg-text.ts';
import { wrapText } from './wrap-text.ts';

export type DiagramMarks = {
  /** Elements and flows that were passed. */
  readonly passed: ReadonlySet<string>;
  /** Elements where something waits. */
  readonly current: ReadonlySet<string>;
  /** Numbers at elements, each a link. */
  readonly counts?: ReadonlyMap<string, ElementMark>;
};

const drawEdge = ({ points, type, name, labelBounds, isDefault }: Edge): string => {
  if (points.length < 2) return '';
  const isFlow = type === 'sequenceFlow';
  const path = tag('polyline', {
    points: points.map(({ x, y }) => `${x},${y}`).join(' '),
    fill: 'none',
    stroke: '#1f2933',
    'stroke-width': 1.5,
    ...(!isFlow && { 'stroke-dasharray': type === 'messageFlow' ? '8 4' : '2 4' }),
    ...(type !== 'association' && { 'marker-end': 'url(#arrow)' }),
  });
  const [start, next] = points as [Edge['points'][0], Edge['points'][0]];
  const angle = Math.atan2(next.y - start.y, next.x - start.x);
  const foot = { x: start.x + 12 * Math.cos(angle), y: start.y + 12 * Math.sin(angle) };
  const slash = isDefault
    ? tag('line', {
        x1: foot.x - 4,
        y1: foot.y - 5,
        x2: foot.x + 4,
        y2: foot.y + 5,
        stroke: '#1f2933',
        'stroke-width': 1.5,
      })
    : '';
  if (name === undefined || name === '') return path + slash;
  const at = labelBounds ?? { x: (start.x + next.x) / 2 - 40, y: (start.y + next.y) / 2 - 16, width: 80, height: 13 };
  const lines = wrapText(name, Math.max(at.width, 50) + 14, 11).map((part, index) =>
    tag(
      'text',
      { x: at.x + at.width / 2, y: at.y + 10 + index * 13, 'text-anchor': 'middle', 'font-size': 11 },
      escapeXml(part),
    ),
  );
  return path + slash + lines.join('');
};

const frameOf = ({ shapes, edges }: Diagram) => {
  const boxes = [...shapes.map(({ bounds }) => bounds), ...shapes.flatMap(({ labelBounds }) => labelBounds ?? [])];
  const points = edges.flatMap(({ points: way }) => way);
  const left = Math.min(...boxes.map(({ x }) => x), ...points.map(({ x }) => x)) - 20;
  const top = Math.min(...boxes.map(({ y }) => y), ...points.map(({ y }) => y)) - 20;
  const right = Math.max(...boxes.map(({ x, width }) => x + width), ...points.map(({ x }) => x)) + 20;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height), ...points.map(({ y }) => y)) + 40;
  return { x: left, y: top, width: right - left, height: bottom - top };
};

const halo = ({ shapes }: Diagram, ids: ReadonlySet<string>, colour: string): string =>
  shapes
    .filter(({ id, type }) => ids.has(id) && type !== 'participant' && type !== 'lane')
    .map(({ bounds: { x, y, width, height } }) =>
      tag('rect', { x: x - 5, y: y - 5, width: width + 10, height: height + 10, rx: 12, fill: colour }),
    )
    .join('');

const containers = new Set(['participant', 'lane', 'group']);

const countsOf = ({ shapes }: Diagram, marks: DiagramMarks | undefined): string[] =>
  shapes.flatMap((shape) => {
    const mark = marks?.counts?.get(shape.id);
    return mark ? [drawCount(shape, mark)] : [];
  });

/** A whole SVG document; `title` is read aloud in place of the picture. */
export const diagramSvg = (diagram: Diagram, title: string, marks?: DiagramMarks): string => {
  if (diagram.shapes.length === 0)
    return `${tag('svg', { xmlns: 'http://www.w3.org/2000/svg', width: 300, height: 40 }, tag('text', { x: 10, y: 25 }, escapeXml(`${title}: –`)))}\n`;
  const frame = frameOf(diagram);
  const behind = diagram.shapes.filter(({ type, isExpanded }) => containers.has(type) || isExpanded);
  const before = diagram.shapes.filter((shape) => !behind.includes(shape) && shape.type !== 'boundaryEvent');
  const boundary = diagram.shapes.filter(({ type }) => type === 'boundaryEvent');
  const content = [
    tag('title', {}, escapeXml(title)),
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0,0 L10,5 L0,10 z" fill="#1f2933"/></marker></defs>',
    tag('rect', { ...frame, fill: 'white' }),
    ...behind.map(drawShape),
    ...(marks ? [halo(diagram, marks.passed, '#c6e6d2'), halo(diagram, marks.current, '#ffd27d')] : []),
    ...diagram.edges.map((edge) => drawEdge(edge)),
    ...before.map(drawShape),
    ...boundary.map(drawShape),
    ...countsOf(diagram, marks),
  ].join('\n');
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `${frame.x} ${frame.y} ${frame.width} ${frame.height}`,
    width: frame.width,
    height: frame.height,
    // What can be followed must not hide inside a picture.
    ...(marks?.counts ? { role: 'group', 'aria-label': title } : { role: 'img' }),
    'font-family': 'system-ui, "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif',
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('svg', attributes, content)}\n`;
};
