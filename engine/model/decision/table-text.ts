/** Decision tables as rows of texts, and changes of those texts in the file itself: all else in it stays as it was written. */
import { partOf, partsOf, parseDmn, stringOf, textIn, type DmnElement } from './parse-dmn.ts';

export type TableCell = { readonly id: string; readonly text: string };

export type DecisionTableText = {
  /** Id of the decision. */
  readonly id: string;
  readonly name: string;
  readonly hitPolicy: string;
  readonly inputs: readonly { readonly label: string; readonly expression: string }[];
  readonly outputs: readonly { readonly label: string }[];
  readonly rules: readonly {
    readonly id: string;
    readonly description: string;
    readonly inputs: readonly TableCell[];
    readonly outputs: readonly TableCell[];
  }[];
};

const cellsOf = (rule: DmnElement, property: string): TableCell[] =>
  partsOf(rule, property).flatMap((cell) => (cell.id === undefined ? [] : [{ id: cell.id, text: textIn(cell) }]));

const tableOf = (decision: DmnElement): DecisionTableText[] => {
  const table = partOf(decision, 'decisionLogic');
  if (table?.$type !== 'dmn:DecisionTable') return [];
  const id = decision.id ?? '';
  return [
    {
      id,
      name: decision.name ?? id,
      hitPolicy: stringOf(table, 'hitPolicy') ?? 'UNIQUE',
      inputs: partsOf(table, 'input').map((input) => {
        const expression = textIn(partOf(input, 'inputExpression'));
        return { label: stringOf(input, 'label') ?? expression, expression };
      }),
      outputs: partsOf(table, 'output').map((output) => ({
        label: stringOf(output, 'label') ?? stringOf(output, 'name') ?? '',
      })),
      rules: partsOf(table, 'rule').map((rule) => ({
        id: rule.id ?? '',
        description: stringOf(rule, 'description') ?? '',
        inputs: cellsOf(rule, 'inputEntry'),
        outputs: cellsOf(rule, 'outputEntry'),
      })),
    },
  ];
};

/** Every table of a DMN file, in its order. Rejects when the text is no DMN. */
export const readTables = async (xml: string): Promise<readonly DecisionTableText[]> =>
  partsOf((await parseDmn(xml)).root, 'drgElement').flatMap(tableOf);

export type TableChange = {
  /** New texts by cell id. */
  readonly cells: Readonly<Record<string, string>>;
  /** Ids of rules. */
  readonly removed: readonly string[];
  /** Ids of rules that get a copy right behind them. */
  readonly copied: readonly string[];
};

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const withText = (xml: string, id: string, text: string): string =>
  xml.replace(
    new RegExp(
      `(<(?:[\\w-]+:)?(?:in|out)putEntry\\b[^>]*\\bid="${literal(id)}"[^>]*>\\s*)<((?:[\\w-]+:)?text)(?:\\s*/>|\\s*>[\\s\\S]*?</\\2\\s*>)`,
    ),
    (_, start: string, tag: string) => `${start}<${tag}>${escaped(text)}</${tag}>`,
  );

const ruleBlock = (id: string): RegExp =>
  new RegExp(`\\s*<((?:[\\w-]+:)?rule)\\b[^>]*\\bid="${literal(id)}"[^>]*>[\\s\\S]*?</\\1\\s*>`);

/** Every id of the copy ends in a number that the file does not hold yet. */
const copyOf = (block: string, xml: string): string => {
  let number = 2;
  while (xml.includes(`_${number}"`)) number += 1;
  return block.replaceAll(/\bid="([^"]+)"/g, (_, id: string) => `id="${id}_${number}"`);
};

/** The file with its table changed. Ids it does not hold are passed over. */
export const changeTable = (xml: string, { cells, removed, copied }: TableChange): string => {
  const texts = Object.entries(cells).reduce((file, [id, text]) => withText(file, id, text), xml);
  const more = copied.reduce((file, id) => file.replace(ruleBlock(id), (block) => block + copyOf(block, file)), texts);
  return removed.reduce((file, id) => file.replace(ruleBlock(id), ''), more);
};
