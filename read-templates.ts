/** The texts that go to customers, `processes/messages/<language>.json`. */
import { readdir, readFile } from 'node:fs/promises';
import type { MessageTemplate, MessageTemplates } from './engine/index.ts';
import { processesFolder } from './read-organisation.ts';

export const readTemplates = async (): Promise<MessageTemplates> => {
  const folder = `${processesFolder}messages/`;
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const read = async (file: string): Promise<readonly [string, ReadonlyMap<string, MessageTemplate>]> => {
    const texts = JSON.parse(await readFile(folder + file, 'utf8')) as Record<string, MessageTemplate>;
    return [file.replace('.json', ''), new Map(Object.entries(texts))];
  };
  return new Map(await Promise.all(files.map(read)));
};
