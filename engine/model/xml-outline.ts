/**
 * Where things stand in an XML text: bpmn-moddle says nothing of positions, so this finds the start tags once, from
 * left to right, in time proportional to the text. It judges nothing; the parser does.
 */

export type Tag = {
  /** As written, with prefix. */
  readonly name: string;
  readonly from: number;
  /** Offset behind the `>`. */
  readonly to: number;
  readonly isClosing: boolean;
  readonly isEmpty: boolean;
};

export type Outline = {
  readonly tags: readonly Tag[];
  /** 1-based line of an offset. */
  lineAt(offset: number): number;
};

/** Begins with the blank before the name: starting anywhere would take quadratic time in a hostile tag. */
const ATTRIBUTE = /\s([^\s=/<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes of one tag, entities left as they are. */
export const attributesOf = (text: string, tag: Tag): Map<string, string> =>
  new Map([...text.slice(tag.from, tag.to).matchAll(ATTRIBUTE)].map(([, name, a, b]) => [name!, a ?? b ?? '']));

/** Offset behind what starts at `from` and ends with `end`; the end of the text when it is never closed. */
const behind = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
};

/** Offset behind the tag that starts at `from`; a `>` inside quotes does not end it. */
const behindTag = (text: string, from: number): number => {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 62) return at + 1;
    else if (code === 34 || code === 39) quote = code;
  }
  return text.length;
};

const NAME = /[^\s/>]*/y;

const nameAt = (text: string, from: number): string => {
  NAME.lastIndex = from;
  return NAME.exec(text)![0];
};

const lineIndex = (text: string): ((offset: number) => number) => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
};

export const outlineOf = (text: string): Outline => {
  const tags: Tag[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) at = behind(text, '-->', at + 4);
    else if (text.startsWith('<![CDATA[', at)) at = behind(text, ']]>', at + 9);
    else if (text.startsWith('<?', at)) at = behind(text, '?>', at + 2);
    else {
      const to = behindTag(text, at);
      const isClosing = text[at + 1] === '/';
      if (text[at + 1] !== '!')
        tags.push({
          name: nameAt(text, at + (isClosing ? 2 : 1)),
          from: at,
          to,
          isClosing,
          isEmpty: text[to - 2] === '/',
        });
      at = to;
    }
  }
  return { tags, lineAt: lineIndex(text) };
};
