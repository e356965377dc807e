/** One drawn element of a diagram as SVG, in the notation of BPMN 2.0.2 §7. */
import type { Bounds, Shape } from '../../engine/index.ts';
import { escapeXml, tag } from './svg-text.ts';
import { wrapText } from './wrap-text.ts';

const size = 11;
const lineHeight = 13;
const line = { fill: 'white', stroke: '#1f2933', 'stroke-width': 1.5 } as const;

/** What an event or task shows inside, as one letter or sign that every font has. */
const eventSigns: Readonly<Record<string, string>> = {
  timer: '◷',
  message: '✉',
  signal: '△',
  error: 'ϟ',
  escalation: '↑',
  conditional: '☰',
  compensate: '«',
  terminate: '●',
  cancel: '✕',
  link: '➔',
};
const taskSigns: Readonly<Record<string, string>> = {
  userTask: '☺',
  serviceTask: '⚙',
  sendTask: '✉',
  receiveTask: '✉',
  businessRuleTask: '▤',
  scriptTask: '≡',
  manualTask: '✋',
};
const gatewaySigns: Readonly<Record<string, string>> = {
  exclusiveGateway: '✕',
  parallelGateway: '+',
  inclusiveGateway: '○',
  eventBasedGateway: '⬠',
  complexGateway: '✱',
};

const centred = (text: string, x: number, y: number, fontSize: number, extra: Record<string, string> = {}): string =>
  tag('text', { x, y, 'text-anchor': 'middle', 'font-size': fontSize, ...extra }, escapeXml(text));

/** Lines of text around the middle of an area. */
const label = (text: string, { x, y, width, height }: Bounds): string => {
  const lines = wrapText(text, width, size);
  const first = y + height / 2 - ((lines.length - 1) * lineHeight) / 2 + size * 0.35;
  return lines.map((part, index) => centred(part, x + width / 2, first + index * lineHeight, size)).join('');
};

/** Beside or below an element that is too small for its name. */
const outerLabel = ({ name, labelBounds, bounds }: Shape): string => {
  if (name === undefined || name === '') return '';
  return label(
    name,
    labelBounds
      ? { ...labelBounds, x: labelBounds.x - 8, width: Math.max(labelBounds.width, 60) + 16 }
      : { x: bounds.x - 32, y: bounds.y + bounds.height + 4, width: bounds.width + 64, height: 14 },
  );
};

const drawEvent = (shape: Shape): string => {
  const { x, y, width, height } = shape.bounds;
  const at = { cx: x + width / 2, cy: y + height / 2 };
  const dashed: Record<string, string> = shape.isInterrupting ? {} : { 'stroke-dasharray': '4 2' };
  const isDouble = shape.type === 'boundaryEvent' || shape.type.startsWith('intermediate');
  const circle = tag('circle', {
    ...at,
    r: width / 2,
    ...line,
    ...dashed,
    'stroke-width': shape.type === 'endEvent' ? 3.5 : 1.5,
  });
  const inner = isDouble ? tag('circle', { ...at, r: width / 2 - 3, ...line, ...dashed }) : '';
  const sign = shape.event === undefined ? '' : centred(eventSigns[shape.event] ?? '?', at.cx, at.cy + 5, 15);
  return circle + inner + sign + outerLabel(shape);
};

const drawGateway = (shape: Shape): string => {
  const { x, y, width, height } = shape.bounds;
  const points = `${x + width / 2},${y} ${x + width},${y + height / 2} ${x + width / 2},${y + height} ${x},${y + height / 2}`;
  const sign = centred(gatewaySigns[shape.type] ?? '', x + width / 2, y + height / 2 + 8, 22);
  return tag('polygon', { points, ...line }) + sign + outerLabel(shape);
};

/** Pools and lanes carry their name in a bar on their left, or on top when they stand. */
const drawParticipant = ({ bounds, name = '', isHorizontal, type }: Shape): string => {
  const { x, y, width, height } = bounds;
  const frame = tag('rect', { x, y, width, height, ...line, fill: type === 'participant' ? 'white' : 'none' });
  const bar = 30;
  if (!isHorizontal) return frame + label(name, { x, y, width, height: bar });
  const middle = { x: x + bar / 2, y: y + height / 2 };
  const lines = wrapText(name, height - 10, size);
  const texts = lines.map((part, index) =>
    centred(part, middle.x, middle.y + (index - (lines.length - 1) / 2) * lineHeight + 4, size, {
      transform: `rotate(-90 ${middle.x} ${middle.y})`,
    }),
  );
  return frame + tag('line', { x1: x + bar, y1: y, x2: x + bar, y2: y + height, stroke: line.stroke }) + texts.join('');
};

const drawAnnotation = ({ bounds: { x, y, width, height }, text = '' }: Shape): string =>
  tag('path', { d: `M${x + 10},${y} H${x} V${y + height} H${x + 10}`, fill: 'none', stroke: line.stroke }) +
  label(text, { x: x + 4, y, width: width - 4, height });

const drawActivity = (shape: Shape): string => {
  const { x, y, width, height } = shape.bounds;
  const isContainer = /subProcess$/i.test(shape.type) || shape.type === 'transaction';
  const frame = tag('rect', {
    x,
    y,
    width,
    height,
    rx: 10,
    ...line,
    'stroke-width': shape.type === 'callActivity' ? 4 : 1.5,
    ...(isContainer && shape.isExpanded && { fill: 'none' }),
  });
  const area =
    isContainer && shape.isExpanded ? { x, y, width, height: 28 } : { x: x + 4, y, width: width - 8, height };
  const sign = taskSigns[shape.type];
  return (
    frame + (sign ? tag('text', { x: x + 5, y: y + 15, 'font-size': 13 }, sign) : '') + label(shape.name ?? '', area)
  );
};

export const drawShape = (shape: Shape): string => {
  if (shape.type === 'participant' || shape.type === 'lane') return drawParticipant(shape);
  if (shape.type.endsWith('Event')) return drawEvent(shape);
  if (shape.type.endsWith('Gateway')) return drawGateway(shape);
  if (shape.type === 'textAnnotation') return drawAnnotation(shape);
  if (shape.type === 'group')
    return tag('rect', { ...shape.bounds, rx: 8, fill: 'none', stroke: '#7b8794', 'stroke-dasharray': '8 4' });
  if (shape.type.startsWith('data')) return tag('rect', { ...shape.bounds, ...line }) + outerLabel(shape);
  return drawActivity(shape);
};
