/** What the page brought along for its replay, and the sentences for it. */
import type { Replay } from '../../replay/replay.ts';

const read = (id: string): unknown => {
  const content = document.getElementById(id)?.textContent;
  return content ? (JSON.parse(content) as unknown) : undefined;
};

export const replayData = (): Replay | undefined => read('replay-data') as Replay | undefined;

const texts = (read('trace-texts') ?? {}) as Record<string, string>;

export const traceText = (name: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (texts[name] ?? name).replaceAll(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
