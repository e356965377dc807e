/** The text of a BPMN file and what its tags say that the parsed tree does not: lines, prefixes, ids used twice. */
import { attributesOf, outlineOf, type Outline, type Tag } from './xml-outline.ts';

const MODEL_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

export type BpmnSource = {
  /** How many elements of the BPMN namespace there are. */
  readonly size: number;
  /** How many elements the innermost one is nested in. */
  readonly depth: number;
  /** The text without byte order mark and without the diagram part, which is two thirds of it and not executed. */
  readonly text: string;
  /** Namespace URI by prefix (the default one under ''), as declared on the root element. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** 1-based line of the element with this id. */
  readonly lines: ReadonlyMap<string, number>;
  /** BPMN ids that occur more than once, with the line of each further occurrence. */
  readonly duplicates: readonly { readonly id: string; readonly line: number; readonly type: string }[];
};

const localName = (tag: Tag): string => tag.name.slice(tag.name.indexOf(':') + 1);

const ID = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/;

const idOf = (text: string, tag: Tag): string | undefined => {
  const match = ID.exec(text.slice(tag.from, tag.to));
  return match?.[1] ?? match?.[2];
};

const namespacesOf = (text: string, root: Tag | undefined): Map<string, string> => {
  const namespaces = new Map<string, string>();
  if (root === undefined) return namespaces;
  for (const [name, value] of attributesOf(text, root))
    if (name === 'xmlns' || name.startsWith('xmlns:')) namespaces.set(name.slice(6), value);
  return namespaces;
};

/** Replaces the diagrams by their line breaks, so that what follows keeps its lines. */
const withoutDiagrams = (text: string, { tags }: Outline): string => {
  let kept = '';
  let from = 0;
  let start: Tag | undefined;
  for (const tag of tags) {
    if (localName(tag) !== 'BPMNDiagram') continue;
    if (!tag.isClosing) start ??= tag.isEmpty ? undefined : tag;
    else if (start !== undefined) {
      kept += text.slice(from, start.from) + '\n'.repeat(text.slice(start.from, tag.to).split('\n').length - 1);
      from = tag.to;
      start = undefined;
    }
  }
  return kept + text.slice(from);
};

export const readBpmnSource = (content: string): BpmnSource => {
  const text = content.startsWith('\uFEFF') ? content.slice(1) : content;
  const outline = outlineOf(text);
  const namespaces = namespacesOf(
    text,
    outline.tags.find(({ isClosing }) => !isClosing),
  );
  const prefixes = [...namespaces].filter(([, uri]) => uri === MODEL_NAMESPACE).map(([prefix]) => prefix);
  const lines = new Map<string, number>();
  const duplicates: { id: string; line: number; type: string }[] = [];
  let size = 0;
  let level = 0;
  let depth = 0;
  for (const tag of outline.tags) {
    if (!tag.isEmpty) level += tag.isClosing ? -1 : 1;
    depth = Math.max(depth, level);
    const colon = tag.name.indexOf(':');
    if (tag.isClosing || !prefixes.includes(colon < 0 ? '' : tag.name.slice(0, colon))) continue;
    size += 1;
    const id = idOf(text, tag);
    if (id === undefined) continue;
    const line = outline.lineAt(tag.from);
    if (lines.has(id)) duplicates.push({ id, line, type: localName(tag) });
    else lines.set(id, line);
  }
  return { size, depth, text: withoutDiagrams(text, outline), namespaces, lines, duplicates };
};
