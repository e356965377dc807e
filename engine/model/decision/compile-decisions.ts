/** Decisions of a deployment: reads its DMN files together, since a decision may require one of another file. */
import type { DeploymentFile, Problem } from '../../definition.ts';
import { lineOfId, type CompiledDecisions, type DmnFile } from './dmn-file.ts';
import { linkDecisions } from './link-decisions.ts';
import { parseDmn, partsOf } from './parse-dmn.ts';

const refused = (file: string, error: Error): Problem => ({
  severity: 'error',
  rule: 'readable-decisions',
  file,
  message: error.message.startsWith('failed to parse document')
    ? "The file is no DMN; its root must be the element 'definitions' of a DMN 1.1 to 1.5 namespace."
    : `The file is no well-formed DMN: ${error.message.split('\n').at(-1)!.trim()}; correct it.`,
});

/** What the parser could not place is no part of any decision any more, so the file does not mean what it says. */
const leftOut = (file: string, warning: string): Problem => ({
  severity: warning.startsWith('unparsable content') ? 'error' : 'warning',
  rule: 'readable-decisions',
  file,
  message: `The file has content that cannot be read: ${warning.split(/\s*\n\s*/).join(', ')}; correct or remove it.`,
});

const usedTwice = (files: readonly DmnFile[]): Problem[] => {
  const seen = new Map<string, string>();
  return files.flatMap(({ name, content, root }) =>
    partsOf(root, 'drgElement').flatMap(({ id, $type }): Problem[] => {
      if (id === undefined || $type !== 'dmn:Decision') return [];
      const other = seen.get(id);
      seen.set(id, name);
      if (other === undefined) return [];
      const line = lineOfId(content, id);
      return [
        {
          severity: 'error',
          rule: 'unique-decisions',
          file: name,
          elementId: id,
          ...(line === undefined ? {} : { line }),
          message: `The decision id '${id}' is also used in ${other}; give each decision its own.`,
        },
      ];
    }),
  );
};

/** Never throws for bad content: what cannot be read is a problem too. */
export const compileDecisions = async (files: readonly DeploymentFile[]): Promise<CompiledDecisions> => {
  const problems: Problem[] = [];
  const readable: DmnFile[] = [];
  for (const { name, content } of files) {
    try {
      const { root, warnings } = await parseDmn(content);
      readable.push({ name, content, root });
      problems.push(...warnings.map((message) => leftOut(name, message)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problems.push(refused(name, error));
    }
  }
  problems.push(...usedTwice(readable));
  const linked = linkDecisions(readable);
  return { decisions: linked.decisions, problems: [...problems, ...linked.problems] };
};
