/** Breaks a name into lines of a width: between words, and between any two Chinese characters. */
const isWide = (character: string): boolean =>
  /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F]/u.test(character);

/** Rough, as no font is measured: a Chinese character is as wide as it is high, a Latin one a little more than half. */
export const widthOf = (text: string, size: number): number =>
  Array.from(text).reduce((sum, character) => sum + (isWide(character) ? size : size * 0.56), 0);

const piecesOf = (text: string): string[] =>
  text.match(
    /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F]|[^\s\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F]+|\s+/gu,
  ) ?? [];

export const wrapText = (text: string, width: number, size: number): string[] => {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of piecesOf(paragraph)) {
      if (line !== '' && widthOf(line + piece.trimEnd(), size) > width) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    lines.push(line.trimEnd());
  }
  return lines;
};
