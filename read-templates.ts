/** The texts that go to customers, `processes/messages/<language>.json`. */
import { readdir, readFile } from 'node:fs/promises';
import type { MessageTemplate, MessageTemplates } from './engine/index.ts';
import { processesFolder } from './read-organisation.ts';

/** Throws when there are no texts in the language that is to be the usual one. */
export const readTemplates = async (usualLanguage: string): Promise<MessageTemplates> => {
  const folder = `${processesFolder}messages/`;
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const read = async (file: string): Promise<readonly [string, ReadonlyMap<string, MessageTemplate>]> => {
    const texts = JSON.parse(await readFile(folder + file, 'utf8')) as Record<string, MessageTemplate>;
    return [file.replace('.json', ''), new Map(Object.entries(texts))];
  };
  const texts = new Map(await Promise.all(files.map(read)));
  if (texts.has(usualLanguage)) return { texts, usualLanguage };
  throw new Error(
    `There are no texts for customers in '${usualLanguage}' (MESSAGE_LANGUAGE); there are ${[...texts.keys()].join(', ')} in processes/messages.`,
  );
};
