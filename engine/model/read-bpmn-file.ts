/** One BPMN file of a deployment: parsed, or refused as no BPMN at all. */
import type { DeploymentFile, Problem } from '../definition.ts';
import { readBpmnSource } from './bpmn-source.ts';
import { parseBpmn, type BpmnModel } from './parse-bpmn.ts';

/** Deeper than any diagram; keeps a hostile file from exhausting the stack. */
const DEEPEST = 200;

/** Far more than a person could read; the parser needs seconds for the damaged among larger files, and everybody waits. */
const MOST_ELEMENTS = 20_000;

/** The parser takes time for each that grows with the file. */
const MOST_DUPLICATES = 500;

const NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

const PARSER_WORDS = /^unparsable content ?([\s\S]*?) ?detected\s+line: (\d+)\s+column: \d+\s+nested error: (.*)/;

export const isBpmnFile = ({ name, content }: DeploymentFile): boolean =>
  /\.bpmn2?$|\.bpmn20?\.xml$/i.test(name) || (/\.xml$/i.test(name) && content.includes(NAMESPACE));

/** What keeps a text from being BPMN, before any parser sees it. */
const obstacleIn = (content: string): string | undefined => {
  if (content.trim() === '') return 'is empty; it must be a BPMN 2.0 diagram';
  if (/<!ENTITY/.test(content)) return 'declares entities; remove the document type declaration';
  return undefined;
};

const unreadable = (file: string, error: Error): Problem => {
  const [, tag = '', line, problem] = PARSER_WORDS.exec(error.message) ?? [];
  const isForeign = error.message.startsWith('failed to parse document');
  return {
    severity: 'error',
    rule: 'well-formed',
    file,
    ...(line === undefined ? {} : { line: Number(line) + 1 }),
    message: isForeign
      ? `The file is no BPMN 2.0 diagram; its root must be the element 'definitions' of the namespace ${NAMESPACE}.`
      : `The file is no well-formed XML: ${problem ?? error.message}${tag === '' ? '' : ` at ${tag.slice(0, 80)}`}; correct it there.`,
  };
};

/** The model of a file, or the one problem that keeps it from being read. */
export const readBpmnFile = async ({ name, content }: DeploymentFile): Promise<BpmnModel | Problem> => {
  const refuse = (message: string): Problem => ({ severity: 'error', rule: 'well-formed', file: name, message });
  const obstacle = obstacleIn(content);
  if (obstacle !== undefined) return refuse(`The file ${obstacle}.`);
  const source = readBpmnSource(content);
  if (source.size > MOST_ELEMENTS)
    return refuse(
      `The file has ${source.size} elements; ${MOST_ELEMENTS} are allowed. Divide it into called processes.`,
    );
  if (source.duplicates.length > MOST_DUPLICATES)
    return refuse(
      `The file uses ${source.duplicates.length} ids again, the first '${source.duplicates[0]?.id}' in line ${source.duplicates[0]?.line}; give every element its own id.`,
    );
  let model: BpmnModel;
  try {
    model = await parseBpmn(content, source);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof RangeError) return refuse(`The file is nested too deeply; ${DEEPEST} levels are allowed.`);
    return unreadable(name, error);
  }
  if (model.source.depth > DEEPEST)
    return refuse(`The file is nested ${model.source.depth} levels deep; ${DEEPEST} are allowed.`);
  return model;
};
