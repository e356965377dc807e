/** Asks the server's own deploy checks about every change, once drawing pauses; an answer that was overtaken is dropped. */
import { checkFiles, type DesignFile, type Problem } from './api.ts';

const pauseMs = 500;

export type Checking = { changed(): void; checkNow(): Promise<readonly Problem[]> };

export const checkAsYouDraw = (
  current: () => Promise<{ readonly name: string; readonly files: readonly DesignFile[] }>,
  show: (problems: readonly Problem[]) => void,
): Checking => {
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const checkNow = async (): Promise<readonly Problem[]> => {
    clearTimeout(timer);
    const mine = (latest += 1);
    const { name, files } = await current();
    if (files.length === 0) {
      show([]);
      return [];
    }
    const answer = await checkFiles(name, files);
    if (!answer.ok || mine !== latest) return [];
    show(answer.body.problems);
    return answer.body.problems;
  };

  return {
    changed() {
      clearTimeout(timer);
      timer = setTimeout(() => void checkNow(), pauseMs);
    },
    checkNow,
  };
};
